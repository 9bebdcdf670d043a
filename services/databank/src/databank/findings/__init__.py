"""Findings: noted in the field, drawn up as a report, and transferred to the city."""

__all__ = ["labels"]
