"""Rules of matching in the store: outcomes, link constraints, and the blind sample."""
