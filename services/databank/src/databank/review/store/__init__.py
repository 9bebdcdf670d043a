"""Questions, changes and their queue, as they are kept."""

__all__ = ["questions"]
