"""Tables and queries of letters, of whom they go to, and of the documents of a case."""
