"""Rules and value objects of clerical review."""
