"""Rules of completeness: what feeds each indicator, and when a reminder is due."""

__all__ = ["coverage"]
