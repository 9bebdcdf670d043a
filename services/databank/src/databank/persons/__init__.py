"""Persons, each an id that is never used again, and the claims by which they are known."""

__all__ = ["api", "labels", "rules", "store"]
