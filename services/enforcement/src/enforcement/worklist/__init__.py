"""Work list: every open case of all six procedures by its last day, with what may be done now."""

__all__ = ["offer", "rules", "store"]
