"""Integrity investigations (integriteitsonderzoek): off until a city has its ordinance."""

__all__ = ["labels", "store"]
