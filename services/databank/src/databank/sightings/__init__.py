"""Sightings: who was at work where and when, as each source tells it, and whether that stands."""

__all__ = ["labels", "rules", "store"]
