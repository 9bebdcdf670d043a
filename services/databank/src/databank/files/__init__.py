"""Files of persons and establishments: search, open, and one timeline over all branches."""
