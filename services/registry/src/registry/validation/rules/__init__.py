"""Rules of validation: cells, combinations, and questions for a person."""

__all__ = ["findings", "groups", "identifiers", "validate"]
