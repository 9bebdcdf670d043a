"""Tables and queries of facts, shifts and sources."""
