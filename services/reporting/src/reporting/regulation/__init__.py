"""Proposals of regulation, and instruments against hidden forms of sex work."""

__all__: list[str] = []
