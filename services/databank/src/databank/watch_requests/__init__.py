"""Watch requests: a sighting of whoever is looked for tells at once whom it must."""

__all__ = ["tell"]
