"""Detection: branch shifts, patterns, the rules behind them, and cases for people to assess."""

__all__ = [
    "arrivals",
    "branch_shifts",
    "cases",
    "patterns",
    "readings",
    "record_sightings",
    "rule_versions",
    "rules",
]
