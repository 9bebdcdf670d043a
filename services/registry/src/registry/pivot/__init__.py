"""The pivot: published figures by the dimensions that were published together, and as a file."""

__all__ = ["write_file"]
