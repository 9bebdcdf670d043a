"""The Council of State: a request for annulment against a decision, and what its rulings do."""

__all__ = [
    "acts",
    "annulled_before",
    "api",
    "contest",
    "labels",
    "restart_term",
    "rules",
    "start_term",
    "store",
    "turns",
]
