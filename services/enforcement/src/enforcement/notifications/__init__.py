"""Notifications: letters of a case, how they go out, and the day on which they arrived."""

__all__ = [
    "announce",
    "awaited",
    "case_file",
    "check",
    "city",
    "correspondence",
    "draft",
    "enclosures",
    "ended_decisions",
    "labels",
    "mail",
    "must_not_have_left",
    "pages",
    "payment_code",
    "recheck",
    "render",
    "rules",
    "scope",
    "store",
    "words",
]
