"""Codes of letters, and the sessions that they begin."""
