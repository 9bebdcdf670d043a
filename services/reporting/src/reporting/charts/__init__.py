"""Charts: pictures of figures, and how each is drawn on the server."""

__all__ = ["draw", "rules"]
