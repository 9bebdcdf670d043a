"""Yearly care report: the content of a year of care, for the engine that makes reports."""

__all__ = ["rules"]
