"""Branch shifts: persons who worked in one branch and shortly after in another."""

__all__ = ["labels", "read", "rules", "store", "tell"]
