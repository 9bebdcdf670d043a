"""Rules of files: entries of a timeline, and as what the police know somebody."""

__all__ = ["data_subject"]
