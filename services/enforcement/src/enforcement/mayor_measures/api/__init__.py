"""Measures of the mayor over HTTP."""
