"""Weights that are shipped with the matcher."""
