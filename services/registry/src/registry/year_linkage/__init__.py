"""Linkage of one year: who came to more than one organisation counts once, and then never again."""

__all__ = ["agreements", "keep_codes", "rules", "store"]
