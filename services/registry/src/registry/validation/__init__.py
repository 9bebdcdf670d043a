"""Validation: whether the rows of a delivery are right."""

__all__ = ["rules"]
