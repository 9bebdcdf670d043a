"""Entries of registers, each declared once: what API, form and operation read of it."""

__all__ = ["declaration", "pages", "store"]
