"""Decisions of a year's linkage; no I/O."""

__all__ = ["codes"]
