"""Dutch words of the yearly report."""

from registry.completeness.labels import COLOUR, COMPLETENESS

__all__ = ["COLOUR", "COMPLETENESS"]
