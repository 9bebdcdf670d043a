"""Care: what care organisations published through the registry, by period and by year."""

__all__ = ["read_period", "read_year", "rules"]
