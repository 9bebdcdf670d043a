"""Rules and value objects of clerical review."""

__all__ = ["question", "sample_quality"]
