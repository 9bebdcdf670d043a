"""Versions of the rules: drafted, back-tested, tried in shadow, put in force by two persons."""

__all__ = ["store"]
