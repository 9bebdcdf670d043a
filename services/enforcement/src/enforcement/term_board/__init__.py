"""Term board: every running term of every procedure, the soonest on top."""

__all__ = []
