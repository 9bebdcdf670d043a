"""Budgets of reading: how many different persons somebody reads in one day of the city."""

__all__ = ["count"]
