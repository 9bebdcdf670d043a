"""The minimum format: tables with their columns and codes, rows that are right, the workbook."""

__all__ = ["rules", "workbook_template"]
