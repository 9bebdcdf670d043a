"""Texts of letters that a city writes itself, from a day on, changed by two people."""

__all__ = ["city_texts"]
