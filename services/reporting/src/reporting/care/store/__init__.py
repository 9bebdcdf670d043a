"""Tables and queries of published aggregates, linked totals and closed years."""
