"""Measures of the mayor about a place: public order, and closures for trafficking."""

__all__ = [
    "acts",
    "agenda",
    "await_college",
    "await_council",
    "desk",
    "labels",
    "lapse",
    "means_in_force",
    "store",
]
