"""Pages of the agenda, and the same as files."""
