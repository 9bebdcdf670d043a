"""Parts that the API of every procedure has in common."""
