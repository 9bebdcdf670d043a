"""Counts: the cells that figures are told in, what each counts, and rows counted into them."""

__all__ = ["rules"]
