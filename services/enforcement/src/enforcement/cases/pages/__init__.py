"""Screens of the people who work on cases: lists, one case, and the team."""
