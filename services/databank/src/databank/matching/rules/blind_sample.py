"""The draw of the blind sample: which automatic decisions people look at without knowing them.

It follows from the id of the claim alone, so the same ones are drawn whenever the stream is played
again.
"""

from hashlib import blake2b
from uuid import UUID

BUCKETS = 10_000
MAX_SAMPLED = 1_000
"""Buckets that can be sampled: no more than one decision in ten, whatever is configured."""


def bucket(claim_id: UUID) -> int:
    """In [0, 10,000), evenly, and the same for ever."""
    return int.from_bytes(blake2b(claim_id.bytes, digest_size=8).digest()) % BUCKETS
