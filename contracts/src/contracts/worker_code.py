"""A worker's code: how it is written, read back from a phone, and kept as a slow hash.

It is part of the contract, since the police make it and the calendar checks it.
"""

import hashlib
import secrets

ALPHABET = "23456789ACDEFHJKMNPQRTWXY"
"""Letters of a code, none like a digit or another letter: no B, G, I, L, O, S, U, V, Z, 0 or 1."""

LENGTH, GROUP = 12, 4
"""Letters of a code, in three groups: 25 to the power of 12, or 55 bits."""

COST = 2**14
SALT = b"krachtlijn worker code v1"
"""One salt for all codes, so that a code finds its row. A salt of its own would protect a secret
that people chose; these are drawn at random, and 55 bits times this cost are out of reach."""

_MISTAKES = str.maketrans("BSZGАСЕНКМРТХУ", "8526ACEHKMPTXY")
"""Letters that are easily read wrong, and Cyrillic ones that look like ours on a phone."""


def new_code() -> str:
    """A new code as people write it: ``4AC7-XWPT-9HKM``."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return "-".join(drawn[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def read_code(typed: str) -> str | None:
    """A typed code without spaces and hyphens; None when it cannot be one."""
    plain = "".join(character for character in typed.upper() if character.isalnum())
    plain = plain.translate(_MISTAKES)
    return plain if len(plain) == LENGTH and set(plain) <= set(ALPHABET) else None


def digest(plain: str) -> str:
    """The slow hash of what ``read_code`` gave, in hex: some 50 ms and 16 MB, on purpose."""
    return hashlib.scrypt(plain.encode(), salt=SALT, n=COST, r=8, p=1, dklen=32).hex()
