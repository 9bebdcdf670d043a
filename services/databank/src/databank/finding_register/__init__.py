"""Findings as they are kept: how far each is, its history, and the city's case about it."""

__all__ = ["rules", "store"]
