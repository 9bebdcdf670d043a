"""Reports: figures frozen with their words, signed by people, published once, and their files."""

__all__: list[str] = []
