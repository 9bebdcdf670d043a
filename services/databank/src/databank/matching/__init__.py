"""Matching: claims to persons as they arrive, and the state that the matcher decides with."""

__all__ = [
    "labels",
    "model_state",
    "redecide",
    "replay",
    "resolver",
    "rules",
    "second_look",
    "store",
]
