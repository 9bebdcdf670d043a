"""Tables and queries of payments."""
