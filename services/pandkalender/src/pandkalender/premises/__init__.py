"""Premises of the owners with their rooms, and the decisions that block them."""

__all__ = ["rules", "store"]
