"""Backups of the services' databases: encrypted as they are written, signed, and brought back."""
