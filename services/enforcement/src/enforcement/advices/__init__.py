"""Advices as the advising services see and enter them: each its own, and of nobody else."""

__all__ = ["rules", "store"]
