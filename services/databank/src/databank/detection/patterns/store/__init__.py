"""Tables and queries of patterns: cases, presences, and facts that changed."""

__all__ = ["work"]
