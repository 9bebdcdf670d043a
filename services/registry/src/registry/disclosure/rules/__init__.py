"""Figures of an organisation and year that may be shown."""
