"""Forms of the steps of a street ban."""
