"""Pages of street bans."""
