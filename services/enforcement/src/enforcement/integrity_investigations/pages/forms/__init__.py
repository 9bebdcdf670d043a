"""Forms of the steps of an integrity investigation."""
