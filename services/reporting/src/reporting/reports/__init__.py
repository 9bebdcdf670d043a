"""Reports: figures frozen with their words, signed by people, published once, and their files."""
