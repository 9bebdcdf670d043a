"""The parts of the platform, by name."""

SERVICES = ("pandkalender", "databank", "enforcement", "registry", "reporting")

# Trust domains, each with its own token issuer.
DOMAINS = ("eigenaar", "politie", "stad", "zorg")

# Services that may open what others seal for them, each with its own key pair.
READERS = ("databank", "enforcement", "pandkalender", "registry", "reporting")

# Broker users beside the services: who sets the topology, who watches events go by, and who sends
# commands to running services.
ADMIN, TAP, OPERATOR = "admin", "tap", "operator"
SUPERUSER = "postgres"
VHOST = "krachtlijn"
