"""Retention: rows of clients go when their time is over, and a proof stays."""

__all__ = ["rules", "store"]
