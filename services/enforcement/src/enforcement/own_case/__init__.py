"""Own case: seen and answered, without an account, by whoever got a letter with a code."""

__all__ = []
