"""Tables and queries of reports, their versions, files and reminders."""

__all__ = ["files", "reports", "tables"]
