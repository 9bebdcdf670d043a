"""Access to persons and files: purposes, shields, emergency access, budgets of reading."""

__all__ = [
    "break_glass",
    "explained_form",
    "open_person",
    "purposes",
    "reading_budget",
    "shields",
]
