"""Measures of the mayor about a place: public order, and closures for trafficking."""

__all__ = ["agenda", "await_college", "await_council", "labels", "lapse", "store"]
