"""Identity checks: an officer compares a person, a document and a claim."""
