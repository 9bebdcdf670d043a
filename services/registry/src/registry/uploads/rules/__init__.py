"""Rules of uploads: files by their names, errors in sentences, and what may not be kept."""

__all__ = ["file_names", "sentences"]
