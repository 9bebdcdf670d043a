"""Identity checks: an officer compares a person, a document and a claim."""

__all__: list[str] = []
