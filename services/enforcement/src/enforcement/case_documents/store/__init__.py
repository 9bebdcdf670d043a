"""Tables and queries of the documents of a case."""
