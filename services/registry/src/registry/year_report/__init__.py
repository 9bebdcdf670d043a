"""Yearly care report: a year's figures by indicator, what is missing, and people's words."""

__all__ = ["store", "write_words"]
