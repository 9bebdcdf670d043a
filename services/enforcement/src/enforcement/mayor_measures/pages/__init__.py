"""Screens of the mayor's measures."""
