"""Tables and queries of patterns: cases, presences, and facts that changed."""
