"""Tables and queries of facts, shifts and care aggregates."""
