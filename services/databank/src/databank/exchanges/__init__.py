"""Exchanges of information with recherche and partners, ad hoc (VA-2.1-04 and 05); none leaves."""

__all__ = ["labels", "read", "store"]
