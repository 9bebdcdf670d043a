"""Pages of the rules: their versions, and the form of their parameters."""
