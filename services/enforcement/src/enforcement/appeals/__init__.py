"""Appeals against fines: lodged at the court, defended by the city's lawyer, judged."""

__all__ = ["api", "rules", "store"]
