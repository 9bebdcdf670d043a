"""Cases of recherche, within which alone it reads."""

__all__ = ["rules"]
