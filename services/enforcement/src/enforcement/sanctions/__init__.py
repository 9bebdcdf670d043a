"""Sanctions about premises, from the first finding to the check on the spot."""

__all__ = ["agenda", "labels", "place_code", "rules", "store"]
