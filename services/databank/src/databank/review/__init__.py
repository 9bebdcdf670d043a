"""Clerical review: people answer who is who, merge, split, and take back."""
