"""Clerical review: people answer who is who, merge, split, and take back."""

__all__ = ["explain_link", "labels", "possible_moves", "rules", "store"]
