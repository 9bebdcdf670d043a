"""Legal terms: days, months and report numbers that change by a dated row, never by a release."""

__all__ = ["store"]
