"""Operation: whether the databank answered, how far it is behind, and which imports are done."""

__all__: list[str] = []
