"""Pauses and extensions of running terms, each kept with its reason."""
