"""Tables and queries of premises and establishments, and of checks that the city asks."""

__all__ = ["establishments", "premises"]
