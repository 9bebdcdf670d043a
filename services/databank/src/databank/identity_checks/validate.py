"""An officer compares a person, a document and what was claimed (handbook §2.3)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import orjson

from chassis.bus import record
from chassis.db import Transaction
from contracts.codes import Branch, DocumentKind
from contracts.databank import IdentityRefuted, IdentityRevalidationDue, IdentityValidated
from contracts.identity import IdentityClaim
from databank.identity_checks.rules.document_checks import Doubt, Photo, Read
from databank.identity_checks.rules.outcome import ValidationOutcome
from databank.matching.resolver import IncomingClaim, resolve
from databank.matching.store import persons
from databank.sealed_columns import READ
from databank.shifts.store import verifications
from databank.welfare.rules.priority import PROTECTIVE, RefutedReason
from databank.welfare.signal import signal

VALIDATION = "validation"


@dataclass(frozen=True, slots=True)
class Looked:
    """What an officer read off the document, and what of it did not add up. Anything may be empty.

    ``remark`` is the officer's word why a doubt did not matter.
    """

    read: Read = field(default_factory=Read)
    nationality: str | None = None
    photo: Photo | None = None
    doubts: tuple[Doubt, ...] = ()
    remark: str | None = None

    @property
    def identity(self) -> dict[str, Any]:
        """What of it says who somebody is."""
        return {
            "document_country": self.read.country,
            "document_number": self.read.number,
            "document_expires_on": self.read.expires_on,
            "nationality": self.nationality,
            "birth_date": self.read.birth_date,
        }


@dataclass(frozen=True, slots=True)
class Validation:
    """``claim_id`` is the claim that was compared with the person. ``more`` is what the officer
    read or heard beyond it: a claim of its own, which counts where the identity is in order."""

    person_id: UUID
    claim_id: UUID
    shift_id: UUID | None
    outcome: ValidationOutcome
    method: DocumentKind
    reason: RefutedReason | None
    at: datetime
    looked: Looked = field(default_factory=Looked)
    more: IdentityClaim | None = None


@dataclass(frozen=True, slots=True)
class Validated:
    validation_id: UUID
    signal_id: UUID | None


async def validate(tx: Transaction, officer: str, validation: Validation) -> Validated:
    """Owners hear the status for every worker that the document belongs to, never the reason."""
    validation_id, outcome, looked = uuid4(), validation.outcome, validation.looked
    if validation.more and outcome is ValidationOutcome.GEVALIDEERD:
        await resolve(tx, [IncomingClaim(validation.more, VALIDATION, validation_id, Branch.RAAM)])
    await verifications.add_validation(
        tx.conn,
        (
            validation_id,
            validation.person_id,
            validation.claim_id,
            validation.shift_id,
            outcome.value,
            validation.method.value,
            validation.reason.value if validation.reason else None,
            validation.at,
            officer,
            tx.vault.seal(READ, validation_id, looked.identity),
            looked.photo.value if looked.photo else None,
            orjson.dumps([doubt.value for doubt in looked.doubts]).decode(),
            looked.remark,
        ),
    )
    is_valid = outcome is ValidationOutcome.GEVALIDEERD
    await persons.refresh_identity(tx.conn, [validation.person_id])
    if is_valid:
        for worker_ref in await verifications.same_document(tx.conn, validation.claim_id):
            record(tx, IdentityValidated(worker_ref=worker_ref, validated_at=validation.at))
        return Validated(validation_id, None)
    if outcome is ValidationOutcome.ONDUIDELIJK:
        return Validated(validation_id, None)
    refuted = await verifications.worker_of(tx.conn, validation.claim_id)
    if refuted:
        record(tx, IdentityRefuted(worker_ref=refuted, refuted_at=validation.at))
    return Validated(validation_id, await _protect(tx, validation_id, validation))


async def _protect(tx: Transaction, validation_id: UUID, validation: Validation) -> UUID | None:
    """A minor or a possible victim gets protection, and nobody gets a fine from it (DP-11)."""
    kind = PROTECTIVE.get(validation.reason) if validation.reason else None
    if kind is None:
        return None
    return await signal(
        tx,
        kind,
        f"person {validation.person_id}",
        "identiteit_weerlegd",
        {"validationId": validation_id, "shiftId": validation.shift_id, "at": validation.at},
        person_id=validation.person_id,
        claim_id=validation.claim_id,
    )


def tell_changed(tx: Transaction, before: Mapping[UUID, str], after: Mapping[UUID, str]) -> None:
    """Owners hear of a status only where a merge or split changed it: outcome by worker.

    Who was taken for somebody else is not refuted by that; police look again.
    """
    for worker_ref in sorted(before.keys() | after.keys()):
        outcome = after.get(worker_ref)
        if before.get(worker_ref) == outcome:
            continue
        match outcome:
            case ValidationOutcome.GEVALIDEERD:
                record(tx, IdentityValidated(worker_ref=worker_ref, validated_at=tx.now))
            case ValidationOutcome.WEERLEGD:
                record(tx, IdentityRefuted(worker_ref=worker_ref, refuted_at=tx.now))
            case _:
                record(tx, IdentityRevalidationDue(worker_ref=worker_ref, since=tx.now))
