"""Rules of declared shifts: the owner's word, the look on the spot, the worker's answer."""

__all__ = ["verification"]
