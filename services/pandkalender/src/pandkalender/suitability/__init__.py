"""The owner's own declarations of suitability: what the city decided, asked and found."""

__all__ = ["labels", "read", "rules", "store"]
