"""Identity checks: a person, a document and what was claimed, compared by an officer."""
