"""Shifts with their steps, proofs and drafts of rosters, and every question about them."""

__all__ = ["shift_rows"]
