"""Information reports of the police to the city."""
