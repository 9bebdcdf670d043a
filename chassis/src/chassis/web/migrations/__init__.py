"""Changes of the tables of login, tokens and security events, in the database of every service."""
