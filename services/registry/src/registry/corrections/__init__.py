"""Put a delivery right: suggestions that are accepted, and the answer with its errors."""

__all__: list[str] = []
