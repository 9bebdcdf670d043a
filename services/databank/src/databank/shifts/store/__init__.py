"""Tables and queries of declared shifts, the quarter's rooms, verifications and answers."""

__all__ = ["quarter", "shifts", "verifications"]
