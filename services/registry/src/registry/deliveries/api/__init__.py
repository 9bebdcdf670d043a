"""Deliveries over HTTP."""

__all__ = ["deliveries", "views"]
