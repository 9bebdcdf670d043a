"""Work list: every open case of all six procedures by its last day, with what each awaits now."""

__all__ = ["offer", "rules", "store"]
