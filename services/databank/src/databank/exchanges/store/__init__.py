"""Tables and queries of exchanges, their partners and legal bases, and their counts."""

__all__ = ["exchanges"]
