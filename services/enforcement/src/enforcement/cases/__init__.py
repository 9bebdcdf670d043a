"""Cases: findings received, the procedure engine, timelines and numbers."""

__all__ = [
    "api",
    "ask_review",
    "assign",
    "consult_offenders",
    "labels",
    "note_opening",
    "pages",
    "procedures",
    "receive_answer",
    "rules",
    "scope",
    "state_reasons",
    "store",
    "take_step",
    "turns",
]
