"""Validate an identity: an officer compares a person, a document and a claim (handbook §2.3)."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from chassis.bus import record
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.observed import check_moment
from chassis.refusals import NotFoundError
from contracts.branches import Branch
from contracts.codes import DocumentKind
from contracts.databank import IdentityRefuted, IdentityValidated
from contracts.identity import IdentityClaim
from databank.access.shields.view import over_everybody, require_open
from databank.identity_checks import store
from databank.identity_checks.revalidate import watch_expiry
from databank.identity_checks.rules.document_checks import DocumentReading, Doubt, Photo
from databank.identity_checks.rules.outcome import ValidationOutcome
from databank.identity_checks.store import NewValidation
from databank.matching.resolver import IncomingClaim, resolve
from databank.matching.store import persons
from databank.sealed_columns import READ
from databank.shifts.observe_again import observe_again
from databank.shifts.store import shifts
from databank.welfare import minors
from databank.welfare.minors import EnteredPerson, protect_minor
from databank.welfare.raise_signal import raise_signal
from databank.welfare.rules import source
from databank.welfare.rules.priority import PROTECTIVE, RefutedReason

VALIDATION = "validation"


@dataclass(frozen=True, slots=True)
class DocumentCheck:
    """The reading of the document, and the doubts about it. Anything may be empty.

    ``remark`` is the officer's word why a doubt did not matter.
    """

    read: DocumentReading = field(default_factory=DocumentReading)
    nationality: str | None = None
    photo: Photo | None = None
    doubts: tuple[Doubt, ...] = ()
    remark: str | None = None

    @property
    def identity(self) -> dict[str, Any]:
        """The fields that identify somebody."""
        return {
            "document_country": self.read.country,
            "document_number": self.read.number,
            "document_expires_on": self.read.expires_on,
            "nationality": self.nationality,
            "birth_date": self.read.birth_date,
        }


@dataclass(frozen=True, slots=True)
class Validation:
    """A validation before it is kept; ``claim_id`` is the claim compared with the person.

    ``method`` is the document that was seen, if any: without one nothing is in order.
    ``more`` holds the details that the officer read or heard beyond it: a claim of its own, which
    counts where the identity is in order.
    """

    person_id: UUID
    claim_id: UUID
    shift_id: UUID | None
    outcome: ValidationOutcome
    method: DocumentKind | None
    reason: RefutedReason | None
    at: datetime
    check: DocumentCheck = field(default_factory=DocumentCheck)
    more: IdentityClaim | None = None


@dataclass(frozen=True, slots=True)
class ValidationResult:
    """The validation that was kept, and the signal that it raised, if any."""

    validation_id: UUID
    signal_id: UUID | None


@over_everybody
async def find_subject(
    tx: Transaction, shift_id: UUID | None, person_id: UUID | None, method: DocumentKind | None
) -> tuple[UUID, UUID]:
    """The person of a shift, or under this id now, and the claim to compare with the document."""
    if shift_id:
        known = await shifts.by_ids(tx.conn, [shift_id])
        if shift_id not in known:
            raise NotFoundError(lazy("Deze aangifte"))
        shift = known[shift_id]
        return shift.person_id, shift.claim_id
    assert person_id is not None  # one of the two
    await persons.block_relinking(tx.conn)
    current = await persons.survivor(tx.conn, person_id)
    require_open(tx, current)
    claim_id = await store.claim_shown(tx.conn, current, method) if current else None
    if current is None or claim_id is None:
        raise NotFoundError(lazy("Deze persoon"))
    return current, claim_id


@over_everybody
async def validate(tx: Transaction, officer: str, validation: Validation) -> ValidationResult:
    """Owners hear the status for every worker that the document belongs to, never the reason.

    Of a minor every owner who declares her hears it, whatever document she showed.
    """
    check_moment("at", validation.at, tx.now)
    validation_id, outcome, check = uuid4(), validation.outcome, validation.check
    if validation.more and outcome is ValidationOutcome.GEVALIDEERD:
        await resolve(tx, [IncomingClaim(validation.more, VALIDATION, validation_id, Branch.RAAM)])
    await store.add(
        tx.conn,
        NewValidation(
            id=validation_id,
            person_id=validation.person_id,
            claim_id=validation.claim_id,
            shift_id=validation.shift_id,
            outcome=outcome,
            method=validation.method,
            reason=validation.reason,
            at=validation.at,
            officer=officer,
            read=tx.vault.seal(READ, validation_id, check.identity),
            photo=check.photo,
            doubts=check.doubts,
            remark=check.remark,
        ),
    )
    minor = await _protect_minor(tx, validation_id, validation)
    await persons.refresh_identity(tx.conn, [validation.person_id])
    if outcome is ValidationOutcome.GEVALIDEERD and validation.shift_id:
        await observe_again(tx, validation.shift_id)
    if minor or validation.reason is RefutedReason.MINDERJARIG:
        for worker_ref in await store.workers_of(tx.conn, validation.person_id):
            record(tx, IdentityRefuted(worker_ref=worker_ref, refuted_at=validation.at))
        protected = await _protect(tx, validation_id, validation)
        return ValidationResult(validation_id, protected or minor)
    if outcome is ValidationOutcome.GEVALIDEERD:
        read = validation.check.read.expires_on
        await watch_expiry(tx, validation_id, validation.claim_id, read)
        for worker_ref in await store.same_document(tx.conn, validation.claim_id):
            record(tx, IdentityValidated(worker_ref=worker_ref, validated_at=validation.at))
        return ValidationResult(validation_id, None)
    if outcome is ValidationOutcome.ONDUIDELIJK:
        return ValidationResult(validation_id, None)
    refuted = await store.worker_of(tx.conn, validation.claim_id)
    if refuted:
        record(tx, IdentityRefuted(worker_ref=refuted, refuted_at=validation.at))
    return ValidationResult(validation_id, await _protect(tx, validation_id, validation))


async def _protect_minor(
    tx: Transaction, validation_id: UUID, validation: Validation
) -> UUID | None:
    """A document that makes somebody a minor counts, whatever was concluded from it."""
    read = validation.check.read
    person = EnteredPerson(
        validation.person_id,
        validation.claim_id,
        read.birth_date,
        read.national_number,
        validation.at,
    )
    facts = {"validationId": validation_id, "shiftId": validation.shift_id}
    return await protect_minor(tx, person, minors.IDENTITY, facts)


async def _protect(tx: Transaction, validation_id: UUID, validation: Validation) -> UUID | None:
    """A minor or a possible victim gets protection, and nobody gets a fine from it (DP-11)."""
    kind = PROTECTIVE.get(validation.reason) if validation.reason else None
    if kind is None:
        return None
    return await raise_signal(
        tx,
        kind,
        source.of_person(validation.person_id),
        "identiteit_weerlegd",
        {"validationId": validation_id, "shiftId": validation.shift_id, "at": validation.at},
        person_id=validation.person_id,
        claim_id=validation.claim_id,
    )
