"""Shields on files, which only some may open."""

__all__ = ["rules", "shield", "view", "visible_people"]
