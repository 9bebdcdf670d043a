"""Which columns hold identities: sealed at rest, each value for its own row (DP-14)."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from chassis.db import Transaction
from chassis.vault import SealedColumn
from contracts.identity import IdentityClaim

CLAIM = SealedColumn("worker_claim", "said", "claim_id")
"""All that an owner said of a worker: ``FIELDS``, together."""
DRAFT = SealedColumn("roster_draft", "rows", "draft_id")
SEALED = (CLAIM, DRAFT)

FIELDS = (
    "given_names",
    "family_name",
    "birth_date",
    "nationality",
    "phone",
    "document_kind",
    "document_country",
    "document_number",
    "document_expires_on",
)


def fields_of(claim: IdentityClaim) -> dict[str, Any]:
    document = claim.document
    return {
        "given_names": claim.given_names,
        "family_name": claim.family_name,
        "birth_date": claim.birth_date,
        "nationality": claim.nationality,
        "phone": claim.phone,
        "document_kind": document.kind.value if document else None,
        "document_country": document.country if document else None,
        "document_number": document.number if document else None,
        "document_expires_on": document.expires_on if document else None,
    }


def opened(tx: Transaction, rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Rows with ``claim_id`` and ``said``: with the claim's fields in the place of ``said``."""
    return [_opened(tx, row) for row in rows]


def _opened(tx: Transaction, row: Mapping[str, Any]) -> dict[str, Any]:
    found = {**row}
    fields: dict[str, Any] = tx.vault.open(CLAIM, found["claim_id"], found.pop("said"))
    expires_on = fields["document_expires_on"]
    fields["document_expires_on"] = expires_on and date.fromisoformat(expires_on)
    return found | fields


def as_claim(row: Mapping[str, Any]) -> IdentityClaim:
    """Of an opened row."""
    kind = row["document_kind"]
    return IdentityClaim.model_validate(
        {
            "given_names": row["given_names"],
            "family_name": row["family_name"],
            "birth_date": row["birth_date"],
            "nationality": row["nationality"],
            "phone": row["phone"],
            "document": kind
            and {
                "kind": kind,
                "country": row["document_country"],
                "number": row["document_number"],
                "expires_on": row["document_expires_on"],
            },
        }
    )
