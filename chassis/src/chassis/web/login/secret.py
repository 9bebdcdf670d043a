"""The secret of a session: a random token, its digest, and what is sealed with it."""

import secrets
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE_BYTES = 12


def new_token() -> str:
    return secrets.token_urlsafe(32)


def digest(token: str) -> bytes:
    return sha256(token.encode()).digest()


def sealed(text: str | None, token: str) -> bytes | None:
    """``text`` as only who holds the token can open it."""
    if text is None:
        return None
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(_key(token)).encrypt(nonce, text.encode(), None)


def opened(content: bytes, token: str) -> str | None:
    """The text that was sealed with the token; None where it was another."""
    try:
        nonce, rest = content[:NONCE_BYTES], content[NONCE_BYTES:]
        return AESGCM(_key(token)).decrypt(nonce, rest, None).decode()
    except (InvalidTag, ValueError):
        return None


def _key(token: str) -> bytes:
    info = b"krachtlijn refresh token"
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(token.encode())
