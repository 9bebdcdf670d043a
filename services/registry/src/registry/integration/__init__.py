"""Integration: from an accepted delivery to published aggregates."""
