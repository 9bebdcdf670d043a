"""Rules of the yearly care report: its chapters out of published cells, without I/O."""

__all__ = ["content"]
