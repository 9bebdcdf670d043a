"""The stories of the handbook (§6.3), woven into the ordinary life of the city."""
