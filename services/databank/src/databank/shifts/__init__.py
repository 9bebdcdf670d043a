"""Shifts as the police know them: declared by owners, verified on the spot, answered by workers."""

__all__ = ["observe_again", "pages", "read", "rules", "store", "verify", "withdraw_check"]
