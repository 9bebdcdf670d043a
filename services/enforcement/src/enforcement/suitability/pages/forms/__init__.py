"""Forms of the steps of a suitability declaration, by part of the procedure."""
