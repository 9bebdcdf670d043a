"""Indicators of the action plan: catalogue, computation, API and gauges."""
