"""Patterns that the police ask of a calendar, and the cases that they find."""

__all__ = ["store"]
