"""Rules of indicators: one function of the evidence for each."""

__all__ = ["answers", "care", "evidence", "inspections", "source_events", "terms"]
