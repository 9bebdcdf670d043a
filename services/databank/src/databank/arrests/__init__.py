"""Arrests, judicial measures and the counts of them that leave the police."""

__all__: list[str] = []
