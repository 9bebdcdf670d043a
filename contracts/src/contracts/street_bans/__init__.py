"""Events of street bans, by publisher."""
