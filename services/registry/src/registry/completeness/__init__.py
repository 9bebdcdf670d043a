"""Completeness of a year: what it lacks by indicator, and who is reminded of it."""

__all__ = ["labels", "read_year", "rules"]
