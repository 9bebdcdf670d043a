"""Codes with which workers see in the calendar what is declared about them."""

__all__ = ["codes", "labels", "store"]
