"""Tables and queries of protective signals: their steps, terms, holds, links and whereabouts."""

__all__ = ["protective_doubts", "signals"]
