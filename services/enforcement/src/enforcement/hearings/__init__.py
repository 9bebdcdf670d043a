"""Hearings: the right to be heard with its acts, and the slots of those that are asked for."""

__all__ = ["acts", "api", "arrive", "correct_day", "plan", "right", "rules", "store"]
