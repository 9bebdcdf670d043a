"""Fine rules of the city: what each fact may cost, from which day, changed by two people."""

__all__ = []
