"""Sanctions about premises, from the first finding to the check on the spot."""

__all__ = ["agenda", "labels", "rules", "store"]
