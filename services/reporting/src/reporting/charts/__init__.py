"""Pictures of the figures: trends, shares and moves, each with the same in a table."""
