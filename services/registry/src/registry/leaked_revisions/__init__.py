"""Revisions told before figures stood still, of which two side by side may tell of a person."""

__all__: list[str] = []
