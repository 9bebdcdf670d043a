"""The ground under every service: the bus, the database, the web and the vault; no domain."""
