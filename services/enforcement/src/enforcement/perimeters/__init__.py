"""Perimeters: where an order holds, drawn from streets and houses of an open local file."""

__all__ = ["city_file", "rules"]
