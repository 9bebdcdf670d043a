"""Rules of matching in the store: outcomes, link constraints, and the blind sample."""

__all__ = ["evidence", "identity_claims", "link_constraints", "outcomes", "second_look"]
