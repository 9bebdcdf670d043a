"""Shared parts of the screens: labels, moments and countries."""

__all__ = ["countries", "key_form", "labels", "reason_form", "times"]
