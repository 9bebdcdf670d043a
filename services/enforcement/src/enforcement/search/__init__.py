"""Search for a case by what is written on a paper, and for a person behind a purpose."""

__all__ = ["rules"]
