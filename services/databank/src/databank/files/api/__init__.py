"""Files of persons and establishments over HTTP, and their timelines."""

__all__ = ["persons"]
