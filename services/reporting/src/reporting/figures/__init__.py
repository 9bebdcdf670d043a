"""Figures: an answer with its parts and splits, how exact it is, and how it is said."""

__all__ = ["rules"]
