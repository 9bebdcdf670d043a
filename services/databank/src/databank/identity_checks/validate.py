"""Validate an identity: an officer compares a person, a document and a claim (handbook §2.3)."""

from dataclasses import dataclass, field, replace
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
from databank.identity_checks.release_holder import (
    Facts,
    Released,
    release_lately,
    release_of_shift,
)
from databank.identity_status import store as validations
from databank.identity_status.revalidate import watch_expiry
from databank.identity_status.rules import ValidationOutcome, refusal
from databank.identity_status.store import NewValidation
from databank.matching.resolver import IncomingClaim, Resolution, resolve
from databank.persons.store import persons
from databank.sealed_columns import READ
from databank.shifts.observe_again import observe_again
from databank.shifts.store import shifts
from databank.shifts.withdraw_check import put_back
from databank.stated_identity.rules.document_checks import DocumentReading, Doubt, Photo
from databank.watch_requests.tell import tell_sightings
from databank.welfare import minors
from databank.welfare.minors import EnteredPerson, protect_minor
from databank.welfare.raise_signal import raise_signal
from databank.welfare.rules import source
from databank.welfare.rules.priority import PROTECTIVE, RefutedReason
from databank.welfare.store import signals

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
    ``id`` is the key of the form, so that one sent again is the same.
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
    id: UUID = field(default_factory=uuid4)

    @property
    def is_of_another(self) -> bool:
        """Whether the person before the officer is not the one on the document."""
        return self.reason is RefutedReason.PERSOON_IS_NIET_DOCUMENT


@dataclass(frozen=True, slots=True)
class ValidationResult:
    """The validation that was kept, its outcome, and the signal that it raised, if any."""

    validation_id: UUID
    outcome: ValidationOutcome
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
    claim_id = await validations.claim_shown(tx.conn, current, method) if current else None
    if current is None or claim_id is None:
        raise NotFoundError(lazy("Deze persoon"))
    return current, claim_id


@over_everybody
async def validate(tx: Transaction, officer: str, validation: Validation) -> ValidationResult:
    """Owners hear the status for every worker that the document belongs to, never the reason.

    Of a minor every owner who declares her hears it, whatever document she showed. What was in
    order but for her age is kept as refuted for that reason (handbook §2.3).
    """
    check_moment("at", validation.at, tx.now)
    if refused := refusal(
        validation.outcome, validation.method, validation.check.photo, validation.reason
    ):
        raise refused
    person = await _entered(tx, validation)
    if person.may_be_minor and validation.outcome is ValidationOutcome.GEVALIDEERD:
        validation = replace(
            validation, outcome=ValidationOutcome.WEERLEGD, reason=RefutedReason.MINDERJARIG
        )
    outcome, check = validation.outcome, validation.check
    if validation.more and outcome is ValidationOutcome.GEVALIDEERD:
        await resolve(tx, [IncomingClaim(validation.more, VALIDATION, validation.id, Branch.RAAM)])
    await validations.add(
        tx.conn,
        NewValidation(
            id=validation.id,
            person_id=validation.person_id,
            claim_id=validation.claim_id,
            shift_id=validation.shift_id,
            outcome=outcome,
            method=validation.method,
            reason=validation.reason,
            at=validation.at,
            officer=officer,
            read=tx.vault.seal(READ, validation.id, check.identity),
            photo=check.photo,
            doubts=check.doubts,
            remark=check.remark,
        ),
    )
    facts: Facts = {"validationId": validation.id, "shiftId": validation.shift_id}
    minor = await protect_minor(tx, person, minors.IDENTITY, facts)
    await validations.refresh_identity(tx.conn, [validation.person_id])
    if outcome is ValidationOutcome.GEVALIDEERD and validation.shift_id:
        await put_back(tx, validation.shift_id)  # an earlier "persoon is niet document" is over
        await observe_again(tx, validation.shift_id)
    released = Released()
    if validation.is_of_another:
        released = await _release_holder(tx, officer, validation)
        facts |= released.facts
    await _tell(tx, validation, is_minor=minor is not None)
    await tell_sightings(tx, [validation.person_id])
    if minor and validation.reason is RefutedReason.MINDERJARIG:
        return ValidationResult(validation.id, outcome, minor)
    protected = await _protect(tx, validation, facts, released.stranger)
    return ValidationResult(validation.id, outcome, protected or minor)


@over_everybody
async def protection_of_validated(tx: Transaction, validation_id: UUID) -> UUID | None:
    """The signal that a validation raised, for whoever sends it again."""
    return await signals.raised_by(tx.conn, "validationId", validation_id)


async def _entered(tx: Transaction, validation: Validation) -> EnteredPerson:
    """The person by the birth dates on the document, whatever was concluded from it.

    A claim that is in order, and of which the officer typed no date, has that of the document.
    """
    read = validation.check.read
    born = read.birth_date
    if born is None and validation.outcome is ValidationOutcome.GEVALIDEERD:
        born = await validations.birth_date_of(tx.conn, validation.claim_id)
    return EnteredPerson(
        validation.person_id,
        validation.claim_id,
        born,
        read.national_number,
        validation.at,
    )


async def _release_holder(tx: Transaction, officer: str, validation: Validation) -> Released:
    if validation.shift_id:
        return await release_of_shift(tx, officer, validation.shift_id, validation.at)
    return await release_lately(tx, officer, validation.person_id, validation.at)


async def _tell(tx: Transaction, validation: Validation, *, is_minor: bool) -> None:
    """Tell owners the status of those whom they declare, and watch the document's last day."""
    if is_minor or validation.reason is RefutedReason.MINDERJARIG:
        for worker_ref in await validations.workers_of(tx.conn, validation.person_id):
            record(tx, IdentityRefuted(worker_ref=worker_ref, refuted_at=validation.at))
    elif validation.outcome is ValidationOutcome.GEVALIDEERD:
        read = validation.check.read.expires_on
        await watch_expiry(tx, validation.id, validation.claim_id, read)
        for worker_ref in await validations.same_document(tx.conn, validation.claim_id):
            record(tx, IdentityValidated(worker_ref=worker_ref, validated_at=validation.at))
    elif validation.outcome is ValidationOutcome.WEERLEGD:
        refuted = await validations.worker_of(tx.conn, validation.claim_id)
        if refuted:
            record(tx, IdentityRefuted(worker_ref=refuted, refuted_at=validation.at))


async def _protect(
    tx: Transaction, validation: Validation, facts: Facts, stranger: Resolution | None
) -> UUID | None:
    """A minor, a possible victim and whoever works on the paper of another get protection, and
    nobody gets a fine from it (DP-11). The last is nobody who is known: her paper tells of another,
    and the signal is about the ``stranger`` who used it.
    """
    kind = PROTECTIVE.get(validation.reason) if validation.reason else None
    if kind is None:
        return None
    about = source.of_person(validation.person_id)
    if validation.is_of_another:
        look_id = facts.get("verificationId")
        about = source.of_presence(look_id) if look_id else source.of_validation(validation.id)
    about_id: UUID | None = validation.person_id
    if validation.is_of_another:
        about_id = stranger.person_id if stranger else None
    return await raise_signal(
        tx,
        kind,
        about,
        "persoon_is_niet_document" if validation.is_of_another else "identiteit_weerlegd",
        facts | {"at": validation.at},
        person_id=about_id,
        claim_id=validation.claim_id,
        known_by=stranger.claim_id if stranger else None,
    )
