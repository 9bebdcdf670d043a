"""Integration: from an accepted delivery to published aggregates."""

__all__ = ["integrate", "labels", "store"]
