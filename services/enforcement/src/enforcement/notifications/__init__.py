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
    "labels",
    "mail",
    "pages",
    "payment_code",
    "recheck",
    "render",
    "rules",
    "scope",
    "store",
    "words",
]
