"""Tables of persons, and of claims with the log of whose they are."""
