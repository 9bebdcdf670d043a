"""First page of each function: what waits for it today, over all that the service keeps."""

__all__ = []
