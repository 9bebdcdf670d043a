"""Indicators of the action plan: catalogue, computation, API and gauges."""

__all__ = ["catalogue", "compute", "rules", "sight"]
