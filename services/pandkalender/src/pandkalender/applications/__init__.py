"""Applications of owners to the city: filled in over days, sent once, followed to their end."""

__all__: list[str] = []
