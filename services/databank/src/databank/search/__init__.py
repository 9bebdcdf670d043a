"""Search for a person or a place of whom little is known: for a purpose, in measure."""

__all__ = ["find", "pages", "rules", "store"]
