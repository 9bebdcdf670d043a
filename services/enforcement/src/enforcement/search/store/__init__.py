"""What a search looks in, and what it found."""
