"""Login issuers: realms for Keycloak, the services' settings, and an issuer for evaluation."""
