"""Facts: one narrow row for each event that reporting may read."""

__all__ = ["rules", "store"]
