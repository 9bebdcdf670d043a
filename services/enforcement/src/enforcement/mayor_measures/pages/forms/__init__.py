"""Forms of the steps of a measure."""
