"""Tables and queries of the rules: versions with their history, and back-tests."""

__all__ = ["versions"]
