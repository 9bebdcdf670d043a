"""Tables and queries of reports, their versions, files and reminders."""
