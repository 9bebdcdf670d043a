"""Suitability declarations over HTTP."""
