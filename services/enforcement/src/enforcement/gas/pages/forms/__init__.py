"""Forms of the steps of a fine case, by the part of the procedure that they belong to."""
