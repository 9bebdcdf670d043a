"""Publications that wait for people: their small groups, and what the study office decides."""

__all__: list[str] = []
