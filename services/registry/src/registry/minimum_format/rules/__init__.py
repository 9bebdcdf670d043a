"""Rules of the minimum format: its columns and code lists, and rows that passed validation."""
