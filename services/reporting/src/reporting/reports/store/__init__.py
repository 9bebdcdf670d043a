"""Everything that reports store."""
