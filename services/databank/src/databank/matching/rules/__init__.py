"""Rules of matching in the store: outcomes, link constraints, and the blind sample."""

__all__ = ["evidence", "link_constraints", "outcomes"]
