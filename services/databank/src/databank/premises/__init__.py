"""Premises and establishments, as the city and officers tell of them; files reads them."""

__all__ = ["rules", "store"]
