"""Characters that turn the direction of a text: it is then read otherwise than it is stored."""

TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Embeddings, overrides and isolates of the bidirectional algorithm (UAX 9), and their ends.

An amount or a name can be shown backwards by them. No script needs them: letters know their own
direction. The marks beside a letter (U+200E, U+200F, U+061C) turn nothing, and stay.
"""


def turns(text: str) -> bool:
    """Whether a text turns its direction anywhere."""
    return not text.isascii() and not TURNING.isdisjoint(text)
