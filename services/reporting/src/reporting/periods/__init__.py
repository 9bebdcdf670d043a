"""Periods: the months, half-years, years and plan periods that figures are of, as people ask."""

__all__ = ["asked_day", "asked_period", "labels", "rules"]
