"""The city's streets, areas drawn from them, and their plan. No screen, no table."""
