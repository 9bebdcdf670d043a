"""Persons as reports and letters name them."""

__all__ = ["rules"]
