"""Tables and queries of facts, shifts and sources."""

__all__ = ["facts", "shifts", "sources"]
