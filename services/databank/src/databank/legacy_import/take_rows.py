"""A batch of rows, in one transaction: known again, refused, too old, or claims of persons."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from chassis.db import Transaction
from chassis.web import Action, Actor, record_access
from databank.legacy_import import read_export
from databank.legacy_import.rules.balance import Balance, Facts, Outcome
from databank.legacy_import.rules.codes import Role
from databank.legacy_import.rules.facts import MINOR, Observation, Record, Refused, Retention
from databank.legacy_import.rules.rows import Reason, Row, Source
from databank.legacy_import.store import provenance, runs
from databank.legacy_import.store.provenance import FactState, NewFact, NewRow
from databank.matching.model_state import current_state
from databank.matching.resolver import IncomingClaim, Resolution, resolve
from databank.matching.rules.outcomes import LinkOutcome
from databank.matching.store import models, persons
from databank.premises.store import premises

PURPOSE = "onderhoud"
TO_LOOK_AT = "_na_te_kijken"
"""How notes end that people must look at with the person."""
_OUTCOMES = {LinkOutcome.NEW: Outcome.NIEUW, LinkOutcome.KNOWN: Outcome.GEKOPPELD}
"""Of a decision of the matcher; any other is a question for people."""


@dataclass(frozen=True, slots=True)
class Work:
    """For which run and on whose account rows are taken; ``today`` is the day it began."""

    run_id: UUID
    source: Source
    actor: Actor
    today: date
    retention: Retention


@dataclass(slots=True)
class _Accepted:
    row: Row
    record: Record
    resolved: Resolution | None = None

    @property
    def outcome(self) -> Outcome:
        if self.resolved is None:
            return Outcome.ZONDER_PERSOON
        return _OUTCOMES.get(self.resolved.decision, Outcome.NA_TE_KIJKEN)


@dataclass(slots=True)
class _Batch:
    accepted: list[_Accepted] = field(default_factory=list)
    refused: list[tuple[Row, tuple[Reason, ...]]] = field(default_factory=list)
    balance: Balance = field(default_factory=Balance)


async def take(tx: Transaction, work: Work, rows: Sequence[Row]) -> Balance:
    """Write what these rows say; gives what became of each of them."""
    batch = await _sorted(tx, work, rows)
    await _resolve(tx, work, batch.accepted)
    await _write_rows(tx, work, batch.accepted)
    await _write_facts(tx, work, batch)
    await _refuse(tx, work, batch.refused)
    batch.balance.rows.update(one.outcome.value for one in batch.accepted)
    return batch.balance


async def _sorted(tx: Transaction, work: Work, rows: Sequence[Row]) -> _Batch:
    source = work.source
    known = await provenance.known(tx.conn, [row.version_id(source) for row in rows])
    done = await runs.closed(tx.conn, [row.refusal_id(source) for row in rows])
    batch, counted = _Batch(), Counter[str]()
    for row in rows:
        is_known = not row.troubles and row.version_id(source) in known
        if row.is_repeated or is_known or row.refusal_id(source) in done:
            counted[Outcome.HERHAALD] += 1
            continue
        found = read_export.parse(source, row, work.today)
        if _is_too_old(found, work.retention):
            counted[Outcome.TE_OUD] += 1
        elif isinstance(found, Refused):
            counted[Outcome.GEWEIGERD] += 1
            batch.refused.append((row, found.reasons))
        else:
            kept = _retained(found, work.retention, batch.balance)
            batch.accepted.append(_Accepted(row, kept))
    batch.balance.rows.update(counted)
    return batch


def _is_too_old(found: Record | Refused, retention: Retention) -> bool:
    """All of it is older than may be kept (DP-12), so a refusal may not keep it either."""
    return found.last_day is not None and found.last_day < retention.since(found.category)


def _retained(record: Record, retention: Retention, balance: Balance) -> Record:
    """Without the observations that are older than may be kept."""
    since = retention.since(record.category)
    kept = tuple(one for one in record.observations if one.day.last >= since)
    balance.facts[Facts.VERTELD] += len(record.observations)
    balance.facts[Facts.TE_OUD] += len(record.observations) - len(kept)
    return replace(record, observations=kept)


async def _resolve(tx: Transaction, work: Work, accepted: Sequence[_Accepted]) -> None:
    """Persons, by the same matcher as every other claim; each of them is logged (DP-04)."""
    given, asked = [], []
    for one in accepted:
        if one.record.identity is not None:
            branch = one.record.observations[0].branch if one.record.observations else None
            source_id = one.row.source_id(work.source)
            given.append(IncomingClaim(one.record.identity, work.source.kind, source_id, branch))
            asked.append(one)
    if not given:
        return
    for one, resolved in zip(asked, await resolve(tx, given), strict=True):
        one.resolved = resolved
    await _remember(tx)
    for person_id in sorted({one.resolved.person_id for one in asked if one.resolved}):
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


async def _note_known(tx: Transaction, accepted: Sequence[_Accepted]) -> None:
    """Officers met these persons long ago, so theirs is no first contact any more."""
    since = [
        (one.resolved.person_id, day.moment)
        for one in accepted
        if one.resolved and (day := one.record.known_since) is not None
    ]
    if since:
        await persons.get_for_update(tx.conn, {person_id for person_id, _ in since})
        earliest: dict[UUID, datetime] = {}
        for person_id, moment in sorted(since, key=lambda pair: pair[1], reverse=True):
            earliest[person_id] = moment
        await provenance.note_known(tx.conn, earliest.items())


async def _write_rows(tx: Transaction, work: Work, accepted: Sequence[_Accepted]) -> None:
    if not accepted:
        return
    conn, source = tx.conn, work.source.value
    row_ids = [one.row.row_id for one in accepted]
    await provenance.supersede(conn, work.run_id, source, row_ids, tx.now)
    rows = [
        NewRow(
            one.row.version_id(work.source),
            one.row.row_id,
            one.row.place,
            one.outcome.value,
            one.record.role.value,
            one.record.category.value,
            one.record.is_fact,
            one.row.has_text,
            one.resolved.claim_id if one.resolved else None,
        )
        for one in accepted
    ]
    await provenance.add(conn, work.run_id, source, rows, tx.now)
    corrects = [one.row.corrects for one in accepted if one.row.corrects]
    await runs.correct(conn, source, row_ids, corrects, tx.now)


async def _write_facts(tx: Transaction, work: Work, batch: _Batch) -> None:
    facts: list[NewFact] = []
    for one in batch.accepted:
        facts += _observations(work, one) + _notes(work, one)
    establishments = await _establishments(tx, work, batch.accepted)
    await provenance.tell(tx.conn, work.run_id, facts + establishments)
    counted = batch.balance.facts
    for fact in facts:
        if fact.state is FactState.ENKEL_BEWAARD and fact.kind == "waarneming":
            counted[Facts.ENKEL_BEWAARD] += 1
        if fact.kind == "nota":
            counted[Facts.NOTA] += 1
            counted[Facts.NA_TE_KIJKEN] += (fact.code or "").endswith(TO_LOOK_AT)
    counted[Facts.INSTELLINGEN] += len(establishments)
    counted[Facts.VRIJE_TEKST] += sum(one.row.has_text for one in batch.accepted)
    counted[Facts.VELDEN] += sum(len(one.record.left_out) for one in batch.accepted)


def _observations(work: Work, one: _Accepted) -> list[NewFact]:
    told: Counter[tuple[str, str]] = Counter()
    facts = []
    for seen in one.record.observations:
        said = (seen.branch.value, str(seen.day))
        told[said] += 1
        facts.append(
            NewFact(
                one.row.version_id(work.source),
                "waarneming",
                one.row.fact_id(work.source, *said, told[said]),
                seen.branch.value,
                str(seen.day),
                seen.day.moment,
                seen.is_fact,
                FactState.TE_VERWERKEN if _is_sighting(one, seen) else FactState.ENKEL_BEWAARD,
            )
        )
    return facts


def _is_sighting(one: _Accepted, seen: Observation) -> bool:
    """An officer met a sekswerker at work on a day that is known: nothing less moves anybody."""
    is_at_work = one.resolved is not None and one.record.role is Role.SEKSWERKER
    return is_at_work and seen.is_fact and seen.day.is_exact


def _notes(work: Work, one: _Accepted) -> list[NewFact]:
    row = one.row.version_id(work.source)
    return [
        NewFact(
            row,
            "nota",
            one.row.fact_id(work.source, "nota", note),
            note,
            None,
            None,
            False,
            FactState.ENKEL_BEWAARD,
        )
        for note in (*one.record.notes, *([MINOR] if one.record.may_be_minor else []))
    ]


async def _establishments(
    tx: Transaction, work: Work, accepted: Sequence[_Accepted]
) -> list[NewFact]:
    places = [(one, place) for one in accepted for place in one.record.places]
    if not places:
        return []
    labels = [(place.branch.value, place.key, place.label) for _, place in places]
    found = await premises.labelled(tx.conn, labels, tx.now)
    addresses = {
        found[place.branch.value, place.key]: (place.street, place.house_number, place.postcode)
        for _, place in places
        if place.street
    }
    await provenance.note_addresses(tx.conn, [(key, *addresses[key]) for key in sorted(addresses)])
    return [
        NewFact(
            one.row.version_id(work.source),
            "instelling",
            found[place.branch.value, place.key],
            place.branch.value,
            None,
            None,
            one.record.is_fact,
            FactState.ENKEL_BEWAARD,
        )
        for one, place in places
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
    await runs.refuse(tx.conn, work.run_id, work.source.value, rows, tx.now)
