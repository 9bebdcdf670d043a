"""Content of reports: sections, tables and marked cells, and what of them may be told to whom."""

__all__ = ["rules"]
