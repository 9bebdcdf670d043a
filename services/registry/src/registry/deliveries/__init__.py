"""Deliveries in the minimum format, from upload to frozen year: the steps that people take."""

__all__ = ["accept", "api", "deliver"]
