"""Fines (GAS): the procedure of a municipal administrative fine."""

__all__ = ["acts", "desk", "law", "milder_rule", "note_last_word", "person_terms", "rules", "store"]
