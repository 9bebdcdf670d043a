"""The form of a message of the bus that every reader holds it to, here and at a client.

Whoever reads by other figures refuses what others had their effect of, or has what they refuse.
"""

import json
import re
from hashlib import blake2b
from uuid import UUID

MAX_BYTES = 256 * 1024
"""A larger message is refused unread: the largest of ours is a few kilobytes."""
NAME = re.compile(r"[A-Za-z0-9._:/-]{1,200}")
"""An id or a code: attributes of a message hold no text."""
NUMBERS = range(2**63)
"""Those that an attribute may bear, and a database takes."""
REUSED = "an id was used again for other content"
"""Why a message is refused whose id its reader has had with another digest."""


def digest(body: bytes) -> bytes:
    """By which a repetition is told from an id that was used again."""
    return blake2b(body, digest_size=16).digest()


def binding(event_id: UUID, event_type: str, field: str, reader: str, epoch: str) -> bytes:
    """The place to which a box is sealed: it opens in no other."""
    return json.dumps([str(event_id), event_type, field, reader, epoch]).encode()
