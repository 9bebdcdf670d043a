"""Take a batch of rows, in entry transaction: repeated, refused, too old, or claims of persons."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from chassis.db import Transaction
from chassis.web import Action, Actor, record_access
from databank.legacy_import import read_export
from databank.legacy_import.rules.balance import Balance, FactCount, Outcome
from databank.legacy_import.rules.codes import Role
from databank.legacy_import.rules.facts import (
    MINOR,
    FactKind,
    FactState,
    LegacyRecord,
    Observation,
    Refusal,
    Retention,
)
from databank.legacy_import.rules.rows import Reason, Row, Source
from databank.legacy_import.store import provenance, rejects
from databank.legacy_import.store.provenance import NewFact, NewRow
from databank.matching.model_state import current_state
from databank.matching.resolver import IncomingClaim, Resolution, resolve
from databank.matching.rules.outcomes import LinkOutcome
from databank.matching.store import models
from databank.persons.store import persons
from databank.premises.store import premises
from databank.welfare import minors
from databank.welfare.minors import EnteredPerson, protect_minor

PURPOSE = "onderhoud"
"""Purpose with which persons are looked at by an import."""
TO_LOOK_AT = "_na_te_kijken"
"""Suffix of notes that people must look at with the person."""
_OUTCOMES = {LinkOutcome.NEW: Outcome.NIEUW, LinkOutcome.KNOWN: Outcome.GEKOPPELD}
"""Outcome of a decision of the matcher; any other is a question for people."""


@dataclass(frozen=True, slots=True)
class Work:
    """A run, and the person on whose account it takes rows; ``today`` is the day it began."""

    run_id: UUID
    source: Source
    actor: Actor
    today: date
    retention: Retention


@dataclass(slots=True)
class _AcceptedRow:
    """A row that comes in, with the person that its claim went to."""

    row: Row
    record: LegacyRecord
    resolved: Resolution | None = None

    @property
    def outcome(self) -> Outcome:
        if self.resolved is None:
            return Outcome.ZONDER_PERSOON
        return _OUTCOMES.get(self.resolved.decision, Outcome.NA_TE_KIJKEN)


@dataclass(slots=True)
class _Batch:
    accepted: list[_AcceptedRow] = field(default_factory=list)
    refused: list[tuple[Row, tuple[Reason, ...]]] = field(default_factory=list)
    balance: Balance = field(default_factory=Balance)


async def take_rows(tx: Transaction, work: Work, rows: Sequence[Row]) -> Balance:
    """Write what these rows say; gives the outcome of each of them."""
    batch = await _sorted(tx, work, rows)
    await _resolve(tx, work, batch.accepted)
    await _write_rows(tx, work, batch.accepted)
    await _write_facts(tx, work, batch)
    await _refuse(tx, work, batch.refused)
    batch.balance.rows.update(entry.outcome.value for entry in batch.accepted)
    return batch.balance


async def _sorted(tx: Transaction, work: Work, rows: Sequence[Row]) -> _Batch:
    source = work.source
    known = await provenance.known(tx.conn, [row.version_id(source) for row in rows])
    done = await rejects.closed(tx.conn, [row.refusal_id(source) for row in rows])
    batch, counted = _Batch(), Counter[str]()
    for row in rows:
        is_known = not row.troubles and row.version_id(source) in known
        if row.is_repeated or is_known or row.refusal_id(source) in done:
            counted[Outcome.HERHAALD] += 1
            continue
        parsed = read_export.parse(source, row, work.today)
        if _is_too_old(parsed, work.retention):
            counted[Outcome.TE_OUD] += 1
        elif isinstance(parsed, Refusal):
            counted[Outcome.GEWEIGERD] += 1
            batch.refused.append((row, parsed.reasons))
        else:
            kept = _retained(parsed, work.retention, batch.balance)
            batch.accepted.append(_AcceptedRow(row, kept))
    batch.balance.rows.update(counted)
    return batch


def _is_too_old(parsed: LegacyRecord | Refusal, retention: Retention) -> bool:
    """Whether all of it is older than may be kept (DP-12): a refusal may not keep it either."""
    return parsed.last_day is not None and parsed.last_day < retention.since(parsed.category)


def _retained(record: LegacyRecord, retention: Retention, balance: Balance) -> LegacyRecord:
    """The record without the observations that are older than may be kept."""
    since = retention.since(record.category)
    kept = tuple(seen for seen in record.observations if seen.day.last >= since)
    balance.facts[FactCount.VERTELD] += len(record.observations)
    balance.facts[FactCount.TE_OUD] += len(record.observations) - len(kept)
    return replace(record, observations=kept)


async def _resolve(tx: Transaction, work: Work, accepted: Sequence[_AcceptedRow]) -> None:
    """Persons, by the same matcher as every other claim; each of them is logged (DP-04)."""
    given, asked = [], []
    for entry in accepted:
        if entry.record.identity is not None:
            branch = entry.record.observations[0].branch if entry.record.observations else None
            source_id = entry.row.source_id(work.source)
            given.append(IncomingClaim(entry.record.identity, work.source.kind, source_id, branch))
            asked.append(entry)
    if not given:
        return
    for entry, claim, resolved in zip(asked, given, await resolve(tx, given), strict=True):
        entry.resolved = resolved
        identity = claim.identity
        person = EnteredPerson(
            resolved.person_id,
            resolved.claim_id,
            identity.birth_date,
            identity.national_number,
            tx.now,
        )
        await protect_minor(tx, person, minors.IMPORT, {"source": work.source.value})
    await _remember(tx)
    for person_id in sorted({entry.resolved.person_id for entry in asked if entry.resolved}):
        await record_access(
            tx,
            work.actor,
            action=Action.COMBINE,
            subject_kind="person",
            subject_id=person_id,
            purpose=PURPOSE,
        )
    await _note_known(tx, asked)


async def _remember(tx: Transaction) -> None:
    """What these claims taught the matcher is written with them.

    Otherwise it waits until there is more of it, and a kill would lose it: the rows after it would
    be decided differently than without the kill.
    """
    known = await current_state(tx)
    if counts := known.parameters.delta():
        await models.add(tx.conn, known.instance, counts, tx.now)


async def _note_known(tx: Transaction, accepted: Sequence[_AcceptedRow]) -> None:
    """Officers met these persons long ago, so theirs is no first contact any more."""
    since = [
        (entry.resolved.person_id, day.moment)
        for entry in accepted
        if entry.resolved and (day := entry.record.known_since) is not None
    ]
    if since:
        await persons.get_for_update(tx.conn, {person_id for person_id, _ in since})
        earliest: dict[UUID, datetime] = {}
        for person_id, moment in sorted(since, key=lambda pair: pair[1], reverse=True):
            earliest[person_id] = moment
        await provenance.note_known(tx.conn, earliest.items())


async def _write_rows(tx: Transaction, work: Work, accepted: Sequence[_AcceptedRow]) -> None:
    if not accepted:
        return
    conn, source = tx.conn, work.source
    row_ids = [entry.row.row_id for entry in accepted]
    await provenance.supersede(conn, work.run_id, source, row_ids, tx.now)
    rows = [
        NewRow(
            entry.row.version_id(work.source),
            entry.row.row_id,
            entry.row.place,
            entry.outcome,
            entry.record.role,
            entry.record.category,
            entry.record.is_fact,
            entry.row.has_text,
            entry.resolved.claim_id if entry.resolved else None,
        )
        for entry in accepted
    ]
    await provenance.add(conn, work.run_id, source, rows, tx.now)
    corrects = [entry.row.corrects for entry in accepted if entry.row.corrects]
    await rejects.correct(conn, source, row_ids, corrects, tx.now)


async def _write_facts(tx: Transaction, work: Work, batch: _Batch) -> None:
    facts: list[NewFact] = []
    for entry in batch.accepted:
        facts += _observations(work, entry) + _notes(work, entry)
    establishments = await _establishments(tx, work, batch.accepted)
    await provenance.add_facts(tx.conn, work.run_id, facts + establishments)
    counted = batch.balance.facts
    for fact in facts:
        if fact.state is FactState.ENKEL_BEWAARD and fact.kind is FactKind.WAARNEMING:
            counted[FactCount.ENKEL_BEWAARD] += 1
        if fact.kind is FactKind.NOTA:
            counted[FactCount.NOTA] += 1
            counted[FactCount.NA_TE_KIJKEN] += (fact.code or "").endswith(TO_LOOK_AT)
    counted[FactCount.INSTELLINGEN] += len(establishments)
    counted[FactCount.VRIJE_TEKST] += sum(entry.row.has_text for entry in batch.accepted)
    counted[FactCount.VELDEN] += sum(len(entry.record.left_out) for entry in batch.accepted)


def _observations(work: Work, entry: _AcceptedRow) -> list[NewFact]:
    told: Counter[tuple[str, str]] = Counter()
    facts = []
    for seen in entry.record.observations:
        key = (seen.branch.value, str(seen.day))
        told[key] += 1
        facts.append(
            NewFact(
                entry.row.version_id(work.source),
                FactKind.WAARNEMING,
                entry.row.fact_id(work.source, *key, told[key]),
                seen.branch.value,
                str(seen.day),
                seen.day.moment,
                seen.is_fact,
                FactState.TE_VERWERKEN if _is_sighting(entry, seen) else FactState.ENKEL_BEWAARD,
            )
        )
    return facts


def _is_sighting(entry: _AcceptedRow, seen: Observation) -> bool:
    """An officer met a sekswerker at work on a day that is known: nothing less moves anybody."""
    is_at_work = entry.resolved is not None and entry.record.role is Role.SEKSWERKER
    return is_at_work and seen.is_fact and seen.day.is_exact


def _notes(work: Work, entry: _AcceptedRow) -> list[NewFact]:
    row = entry.row.version_id(work.source)
    return [
        NewFact(
            row,
            FactKind.NOTA,
            entry.row.fact_id(work.source, "nota", note),
            note,
            None,
            None,
            False,
            FactState.ENKEL_BEWAARD,
        )
        for note in (*entry.record.notes, *([MINOR] if entry.record.may_be_minor else []))
    ]


async def _establishments(
    tx: Transaction, work: Work, accepted: Sequence[_AcceptedRow]
) -> list[NewFact]:
    places = [(entry, place) for entry in accepted for place in entry.record.places]
    if not places:
        return []
    labels = [(place.branch.value, place.key, place.label) for _, place in places]
    ids = await premises.labelled(tx.conn, labels, tx.now)
    addresses = {
        ids[place.branch.value, place.key]: (place.street, place.house_number, place.postcode)
        for _, place in places
        if place.street
    }
    await provenance.note_addresses(tx.conn, [(key, *addresses[key]) for key in sorted(addresses)])
    return [
        NewFact(
            entry.row.version_id(work.source),
            FactKind.INSTELLING,
            ids[place.branch.value, place.key],
            place.branch.value,
            None,
            None,
            entry.record.is_fact,
            FactState.ENKEL_BEWAARD,
        )
        for entry, place in places
    ]


async def _refuse(
    tx: Transaction, work: Work, refused: Sequence[tuple[Row, tuple[Reason, ...]]]
) -> None:
    if not refused:
        return
    rows = [
        (
            row.refusal_id(work.source),
            row.row_id,
            row.place,
            [{"field": why.field, "text": why.text} for why in reasons],
            row.has_text,
            dict(row.cells),
        )
        for row, reasons in refused
    ]
    await rejects.add(tx.conn, work.run_id, work.source, rows, tx.now)
