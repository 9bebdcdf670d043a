"""Workers and the claims of their owners, and every question about them."""

__all__ = ["claims", "recent_workers"]
