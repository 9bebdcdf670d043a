"""Website statistics by month: entered, corrected, and published as they stand."""

__all__ = ["rules", "store"]
