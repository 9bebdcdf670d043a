"""Shared parts of the screens: labels, moments and countries."""
