"""Intake: cases that came from the police and that nobody looked at, with what was checked."""

__all__ = []
