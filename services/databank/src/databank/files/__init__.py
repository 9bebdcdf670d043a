"""Files of persons and establishments: opened for a purpose, one timeline over all branches."""

__all__ = ["api", "rules"]
