"""Figures of an organisation and year that may be shown."""

__all__ = [
    "hidden",
    "lives",
    "protect",
    "publication",
    "question",
    "reissue",
    "small_group",
    "told_acts",
    "told_register",
]
