"""Hearings: the right to be heard with its acts, and the slots of those that are asked for."""

__all__ = ["acts", "api", "arrive", "plan", "right", "rules", "store"]
