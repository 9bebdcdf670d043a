"""Care organisations as dated data: who delivers when, and what they are called then."""

__all__ = ["rules"]
