"""Street bans over HTTP."""
