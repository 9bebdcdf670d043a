"""Proposals of regulation, and instruments against hidden forms of sex work."""
