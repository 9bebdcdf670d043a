"""Lines of JSON with one claim each, as ``krachtlijn identity resolve`` reads them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from chassis.json_documents import json_bytes
from linkage.claim import IdentityDocument, RawClaim

MAX_LENGTH = 500
"""Characters of one field that are read; nobody's name is longer."""
FIELDS = {
    "given_names": "givenNames",
    "family_name": "familyName",
    "birth_date": "birthDate",
    "sex": "sex",
    "nationality": "nationality",
    "national_number": "nationalNumber",
    "phone": "phone",
    "alias": "alias",
}
ADDRESS = {
    "street": "street",
    "house_number": "houseNumber",
    "postcode": "postcode",
    "municipality": "municipality",
}


@dataclass(frozen=True, slots=True)
class SourcedClaim(RawClaim):
    """A claim that says which kind of source brings it, as ``shift`` or ``register``."""

    source: str | None = None


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A line that was read; ``claim_id`` is given back as it came.

    Without a claim, ``reason`` says why it is refused.
    """

    claim_id: Any
    claim: RawClaim | None
    reason: str | None = None


class UnreadableError(Exception):
    """A line that is no claim; the message names the field and never its value."""


def read(line: bytes) -> ClaimLine:
    """One claim; unknown fields are ignored, and any field may be missing or null."""
    try:
        row = orjson.loads(line)
    except orjson.JSONDecodeError:
        return ClaimLine(None, None, "not a line of JSON")
    if not isinstance(row, dict):
        return ClaimLine(None, None, "not a JSON object")
    claim_id = row.get("claimId")
    try:
        return ClaimLine(claim_id, _claim(row))
    except UnreadableError as error:
        return ClaimLine(claim_id, None, str(error))


def raw_claim(fields: Mapping[str, Any]) -> RawClaim:
    """The claim in these fields; ``UnreadableError`` for what would be refused."""
    line = read(json_bytes(fields))
    if line.claim is None:
        raise UnreadableError(line.reason)
    return line.claim


def _claim(row: Mapping[str, Any]) -> SourcedClaim:
    address = row.get("address") or {}
    if not isinstance(address, dict):
        raise UnreadableError("address is not an object")
    documents = row.get("documents") or []
    if not isinstance(documents, list):
        raise UnreadableError("documents is not a list")
    fields = {name: _text(row, key, key) for name, key in FIELDS.items()}
    address_fields = {name: _text(address, key, f"address.{key}") for name, key in ADDRESS.items()}
    return SourcedClaim(
        **fields,
        **address_fields,
        documents=tuple(_documents(documents)),
        source=source if isinstance(source := row.get("source"), str) else None,
    )


def _documents(documents: list[Any]) -> list[IdentityDocument]:
    identity_documents: list[IdentityDocument] = []
    for number, document in enumerate(documents):
        if document is None:
            continue
        if not isinstance(document, dict):
            raise UnreadableError(f"documents.{number} is not an object")
        kind, country, text = (
            _text(document, key, f"documents.{number}.{key}")
            for key in ("type", "country", "number")
        )
        if text:
            identity_documents.append(IdentityDocument(kind or "", country or "", text))
    return identity_documents


def _text(row: Mapping[str, Any], key: str, place: str) -> str | None:
    """Numbers count as the text that they are written as: 19450631, a postcode, a house number."""
    value = row.get(key)
    if value is None or value is True or value is False:
        return None
    if isinstance(value, float):
        value = int(value) if value.is_integer() else value
    if not isinstance(value, str | int | float):
        raise UnreadableError(f"{place} is not text")
    return str(value)[:MAX_LENGTH].replace("\x00", "").strip() or None
