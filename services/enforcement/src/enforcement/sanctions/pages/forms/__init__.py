"""Forms of the sanction procedure, by the part of it that they belong to."""
