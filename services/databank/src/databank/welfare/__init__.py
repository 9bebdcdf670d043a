"""Welfare: protective signals, the steps that follow, and the hold on findings they cause."""

__all__ = [
    "consultation_hold",
    "labels",
    "minors",
    "protective_links",
    "raise_signal",
    "rules",
    "store",
]
