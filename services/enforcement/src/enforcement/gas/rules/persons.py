"""Persons, for whoever imports them from here until today."""

from enforcement.persons.rules import is_same, words

__all__ = ("is_same", "words")
