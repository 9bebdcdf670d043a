"""The draw of the blind sample: which automatic decisions people look at without knowing them.

It follows from what was said alone, so the same ones are drawn whenever the stream is played again;
ids are made anew then.
"""

from hashlib import blake2b

BUCKETS = 10_000
MAX_SAMPLED = 1_000
"""Buckets that can be sampled: no more than one decision in ten, whatever is configured."""


def bucket(digest: bytes) -> int:
    """In [0, 10,000), evenly, and the same for ever, of the digest of a claim."""
    return int.from_bytes(blake2b(digest, digest_size=8).digest()) % BUCKETS
