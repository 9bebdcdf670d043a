"""Applications and their documents, sealed."""
