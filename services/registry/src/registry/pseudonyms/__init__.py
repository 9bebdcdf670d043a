"""Pseudonyms: codes made in the browser of an organisation, which sends nothing."""

__all__: list[str] = []
