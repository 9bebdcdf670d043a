"""Clerical review: people answer who is who, merge, split, and take back."""

__all__ = ["blind_sample", "explain_link", "labels", "possible_moves", "rules", "store"]
