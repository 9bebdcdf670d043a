"""Persons who share something with one person, read within one case and one step far.

A restrained link chart (handbook §6.3): person, ground and period. It is made when somebody of
recherche opens it, kept nowhere, and nothing follows from it by itself.
"""

__all__: list[str] = []
