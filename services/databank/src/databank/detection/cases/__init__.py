"""Cases that rules found, of branch shifts and of patterns: one workflow for people to assess."""

__all__ = ["labels", "rules", "store"]
