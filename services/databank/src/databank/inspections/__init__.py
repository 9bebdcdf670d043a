"""Inspections in every branch: recorded at once over HTTP, or step by step on a phone."""

__all__ = ["labels", "register_places", "store"]
