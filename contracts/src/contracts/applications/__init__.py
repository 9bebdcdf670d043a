"""An owner's application for a declaration of suitability, and the city's answers to it."""
