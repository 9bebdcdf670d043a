"""Sign a version: its disclosure is checked, it is read, approved, or sent back to be changed."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, StepRefusedError
from reporting.periods.rules import Period
from reporting.regie.rules.no_names import NAMES_SOMEBODY, names_somebody
from reporting.report_content.rules.canonical import canonical_json, digest, read
from reporting.report_content.rules.disclosure_check import Hazard, hazards
from reporting.report_content.rules.readership import Readership
from reporting.report_content.rules.written_numbers import telling_words
from reporting.report_register import kinds, take_step
from reporting.report_register.read_reports import content_of, words_of
from reporting.report_register.rules.kind import Audience, must_hold
from reporting.report_register.rules.lifecycle import Signatures, State, Step, must_be_other_eyes
from reporting.report_register.store import reports
from reporting.report_register.store.tables import VersionRow
from reporting.report_register.take_step import Signer
from reporting.reports.generate import last_published
from reporting.reports.write_words import CONCLUSION, INTRODUCTION


async def hazards_of(tx: Transaction, row: VersionRow) -> tuple[Hazard, ...]:
    """Places of a version that tell its readers too much, or differ little from what they have.

    They have every version that was ever published for them, of each report.
    """
    found = list(await _hazards(tx, row, Readership.INTERN))
    if row.public_content is not None:
        found += await _hazards(tx, row, Readership.PUBLIEK)
        found += telling_words(_said_to_all(row), read(row.content), read(row.public_content))
    return tuple(found)


def _said_to_all(row: VersionRow) -> dict[str, str]:
    """What people wrote for everybody, by how its place is called."""
    titles = {section.code: section.title for section in read(row.content).sections}
    titles |= {INTRODUCTION: "Inleiding", CONCLUSION: "Besluit"}
    said = {titles[place]: text for place, text in words_of(row, Readership.PUBLIEK).items()}
    return said | ({"Erratum": row.reason} if row.reason else {})


async def _hazards(tx: Transaction, row: VersionRow, readership: Readership) -> tuple[Hazard, ...]:
    before = await last_published(tx, row.report_id, row.version, readership)
    own = before and (before.report_id, before.version)
    others = [
        read(content_of(each, readership))
        for each in await reports.published_versions(tx)
        if (each.report_id, each.version) != own
        and (readership is Readership.INTERN or Audience.PUBLIEK in each.audiences)
    ]
    published = read(content_of(before, readership)) if before else None
    return hazards(read(content_of(row, readership)), published, others)


async def check(
    tx: Transaction, report_id: UUID, reason: str | None, by: Signer, *, seen: int
) -> VersionRow:
    """Raises ``StepRefusedError`` for a grave hazard; others ask for a reason."""
    row = await take_step.begin(tx, report_id, Step.CONTROLEREN, seen=seen)
    told = await hazards_of(tx, row)
    grave = [hazard for hazard in told if hazard.grave]
    if grave:
        raise StepRefusedError(
            lazy(
                "Het rapport zegt te veel over herkenbare mensen. %(place)s: %(reason)s.",
                place=grave[0].place,
                reason=grave[0].reason,
            )
        )
    if told and not reason:
        raise FieldRefusedError("reason", lazy("Zeg waarom dit verschil openbaar mag worden."))
    _refuse_names(reason)
    await take_step.note(tx, row, Step.CONTROLEREN, by, reason)
    return row


async def sign_reading(tx: Transaction, report_id: UUID, by: Signer, *, seen: int) -> VersionRow:
    """Read by somebody who made nothing of it. Raises ``SameEyesError``."""
    row = await take_step.begin(tx, report_id, Step.NALEZEN, seen=seen)
    must_be_other_eyes(Step.NALEZEN, by.subject, signatures(row))
    row.reader = by.subject
    await take_step.note(tx, row, Step.NALEZEN, by)
    return row


async def approve(
    tx: Transaction, report_id: UUID, audiences: Collection[Audience], by: Signer, *, seen: int
) -> VersionRow:
    """Approve it for these audiences, and freeze figures and words together.

    Raises ``SameEyesError``, or ``FieldRefusedError`` for an audience that may not have the kind.
    """
    row = await take_step.begin(tx, report_id, Step.GOEDKEUREN, seen=seen)
    must_be_other_eyes(Step.GOEDKEUREN, by.subject, signatures(row))
    planned = await reports.get(tx, report_id)
    period = Period.parse(planned.period)
    kind = must_hold(kinds.for_period(planned.kind, period), period)
    if not audiences or not {*audiences} <= {*kind.audiences}:
        raise FieldRefusedError("audiences", lazy("Kies voor wie dit rapport is."))
    must_suit(row, audiences)
    row.audiences = [each for each in kind.audiences if each in {*audiences}]
    row.frozen = frozen_digest(row, Readership.INTERN)
    await take_step.note(tx, row, Step.GOEDKEUREN, by)
    return row


async def send_back(
    tx: Transaction, report_id: UUID, reason: str, by: Signer, *, seen: int
) -> VersionRow:
    """Open it again for figures and words; all signatures go."""
    _refuse_names(reason)
    row = await take_step.begin(tx, report_id, Step.TERUGSTUREN, seen=seen)
    row.reader, row.frozen = None, None
    await take_step.note(tx, row, Step.TERUGSTUREN, by, reason)
    return row


def signatures(row: VersionRow) -> Signatures:
    return Signatures(frozenset(row.makers), row.reader)


def must_suit(row: VersionRow, audiences: Collection[str]) -> None:
    """Raises ``StepRefusedError`` for a draft of an older release that would go to everybody.

    It has no figures for them, or words that nobody confirmed for them.
    """
    if Audience.PUBLIEK not in audiences:
        return
    if row.public_words is None and row.words:
        raise StepRefusedError(
            lazy("Niemand zei welke tekst iedereen leest. Stuur terug, en schrijf de tekst.")
        )
    if row.public_content is None:
        raise StepRefusedError(
            lazy("Er zijn nog geen cijfers voor iedereen. Stuur terug, en maak de cijfers op.")
        )


def frozen_digest(row: VersionRow, readership: Readership) -> str:
    """The hash over all that is signed: the figures by theirs, the words, and for whom it is.

    That of everybody is over what everybody has: another would say whether a hidden figure was
    guessed.
    """
    signed: dict[str, Any] = {"figures": row.digest, "words": row.words}
    if row.public_words is not None:
        signed |= {"publicWords": row.public_words}
    if row.public_digest is not None:
        signed |= {"public": row.public_digest}
        if readership is Readership.PUBLIEK:
            signed = {"figures": row.public_digest, "words": words_of(row, readership)}
    return digest(
        canonical_json(
            {
                "report": str(row.report_id),
                "version": row.version,
                "audiences": row.audiences,
                "reason": row.reason,
                **signed,
            }
        )
    )


def is_intact(row: VersionRow) -> bool:
    """Whether figures and words are still those that were signed."""
    signed = row.frozen is not None or row.state not in {State.GOEDGEKEURD, State.GEPUBLICEERD}
    figures = digest(row.content) == row.digest
    public = row.public_content is None or digest(row.public_content) == row.public_digest
    known = row.frozen in (None, frozen_digest(row, Readership.INTERN))
    return figures and public and signed and known


def _refuse_names(reason: str | None) -> None:
    if reason is not None and names_somebody(reason):
        raise FieldRefusedError("reason", NAMES_SOMEBODY)
