"""Rules of the import: formats of three exports, records of rows, and books that must close."""

__all__ = ["rows"]
