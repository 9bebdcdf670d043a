"""Fines (GAS): the procedure of a municipal administrative fine."""

__all__ = [
    "acts",
    "awaited_letters",
    "desk",
    "law",
    "milder_rule",
    "note_last_word",
    "person_terms",
    "rules",
    "store",
]
