"""Court calendar: days on which the city appears or files, before a court or the Council."""

__all__ = ["labels", "store"]
