"""Heads of the cases of all six procedures, as one list for searches and boards; no persons."""

__all__ = ["store"]
