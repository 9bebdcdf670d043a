"""Reports: figures frozen with their words, signed by people, and published once."""
