"""Shifts: declared, changed, cancelled, ended and shown, one by one or by the week."""

__all__ = ["rules", "store"]
