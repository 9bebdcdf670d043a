"""Uploads: files of a delivery, read into its tables, and kept sealed where they have errors."""

__all__ = ["keep_upload", "overview", "read_upload", "rules", "store"]
