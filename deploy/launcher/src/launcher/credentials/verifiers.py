"""Digests by which a password can be set on broker and database without being known there."""

import base64
import hashlib
import hmac
import secrets

_ITERATIONS = 4096
"""PostgreSQL's own number for SCRAM-SHA-256."""


def broker_hash(password: str, salt: bytes | None = None) -> str:
    """RabbitMQ's ``rabbit_password_hashing_sha256``."""
    salt = secrets.token_bytes(4) if salt is None else salt
    return base64.b64encode(salt + hashlib.sha256(salt + password.encode()).digest()).decode()


def fits_broker_hash(password: str, found: str) -> bool:
    return hmac.compare_digest(broker_hash(password, base64.b64decode(found)[:4]), found)


def database_verifier(password: str, salt: bytes | None = None) -> str:
    """PostgreSQL's ``SCRAM-SHA-256`` (RFC 5803), of a password in ASCII."""
    salt = secrets.token_bytes(16) if salt is None else salt
    salted = hashlib.pbkdf2_hmac("sha256", password.encode("ascii"), salt, _ITERATIONS)
    client = hmac.digest(salted, b"Client Key", "sha256")
    server = hmac.digest(salted, b"Server Key", "sha256")
    encoded = [
        base64.b64encode(each).decode() for each in (salt, hashlib.sha256(client).digest(), server)
    ]
    return f"SCRAM-SHA-256${_ITERATIONS}:{encoded[0]}${encoded[1]}:{encoded[2]}"


def fits_database_verifier(password: str, found: str) -> bool:
    salt = base64.b64decode(found.split("$")[1].partition(":")[2])
    return hmac.compare_digest(database_verifier(password, salt), found)
