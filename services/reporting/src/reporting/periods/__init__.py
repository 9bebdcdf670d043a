"""Periods: the months, half-years, years and plan periods that figures are of, as people ask."""
