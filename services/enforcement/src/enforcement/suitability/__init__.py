"""Suitability declarations of premises, from application to end."""

__all__ = [
    "acts",
    "agenda",
    "apply",
    "desk",
    "end_declaration",
    "handover",
    "labels",
    "pages",
    "refuse",
    "reinstate",
    "rules",
    "store",
    "suspending_cases",
    "suspension",
    "undo_refusal",
    "withdraw_application",
    "withdraw_change",
]
