"""Moments: periods of the calendar, as rules reckon, bodies carry and people type them."""

__all__ = ["api", "pages", "rules"]
