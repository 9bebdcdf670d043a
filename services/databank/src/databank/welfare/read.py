"""Read protective signals: every read is logged, and a shielded person stays shielded."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import NotFoundError
from chassis.web import Action, Actor, record_access
from contracts.codes import SignalKind
from databank.access.shields.shield import may_open
from databank.access.shields.view import is_closed, past_shields
from databank.persons.store import claims
from databank.persons.store.claims import StoredClaim
from databank.roles import log_shown
from databank.welfare.follow_up import allowed_steps
from databank.welfare.rules.protection import Step
from databank.welfare.store import signals, steps, whereabouts
from databank.welfare.store.signals import Evidence, Signal
from databank.welfare.store.steps import SignalStep
from databank.welfare.store.whereabouts import LEADS, Whereabouts


@dataclass(frozen=True, slots=True)
class LocatedEvidence:
    """Evidence with the places that it leads to, and the officer who wrote it down."""

    at: datetime
    kind: str
    facts: dict[str, Any]
    claim_id: UUID | None
    places: tuple[Whereabouts, ...] = ()
    noted_by: str | None = None

    @property
    def claim_ids(self) -> list[UUID]:
        """The claims it stands on: one that came with it, and those declared for its places."""
        declared = [place.claim_id for place in self.places]
        return [claim_id for claim_id in (self.claim_id, *declared) if claim_id]


@dataclass(frozen=True, slots=True)
class SignalFile:
    """A signal with its evidence, its steps, and the steps that this officer may take now."""

    signal: Signal
    evidence: list[LocatedEvidence]
    steps: list[SignalStep]
    allowed: tuple[Step, ...]

    def without_person(self) -> "SignalFile":
        """That there is a signal, and how urgent: nobody's safety waits for a shield."""
        return SignalFile(replace(self.signal, person_id=None), [], self.steps, ())


async def list_signals(
    tx: Transaction,
    officer: Actor,
    kind: SignalKind | None,
    closed: bool | None,
    offset: int,
    limit: int,
) -> list[SignalFile]:
    """A part of the list; who shows it logs whom it named, or that it named nobody.

    Of a shielded person it names nobody.
    """
    async with past_shields(tx):
        rows = await signals.listed(tx.conn, kind, offset, limit, closed=closed)
    files = await files_of(tx, officer, rows)
    return [
        file.without_person() if is_closed(tx, file.signal.person_id) else file for file in files
    ]


async def open_signal(
    tx: Transaction, officer: Actor, signal_id: UUID, purpose: str
) -> tuple[SignalFile, list[StoredClaim]]:
    """One signal, with the claims that it stands on, also after somebody "corrected" them.

    Those are what came with its evidence, and what was declared for the places that it leads to.
    """
    async with past_shields(tx):
        signal = await signals.get(tx.conn, signal_id)
    if signal is None:
        raise NotFoundError(lazy("Dit signaal"))
    if signal.person_id is not None:
        purpose = await may_open(tx, officer, signal.person_id, purpose)
    (file,) = await files_of(tx, officer, [signal])
    claim_ids = dict.fromkeys(each for evidence in file.evidence for each in evidence.claim_ids)
    claimed = [
        claim
        for claim_id in claim_ids
        if (claim := await claims.get(tx.conn, claim_id)) is not None
    ]
    await record_access(
        tx,
        officer,
        action=Action.CONSULT,
        subject_kind="signal",
        subject_id=signal_id,
        purpose=purpose,
    )
    known = await claims.persons_of(tx.conn, [claim.id for claim in claimed])
    await log_shown(tx, officer, [signal.person_id, *known.values()], purpose)
    return file, claimed


async def files_of(tx: Transaction, officer: Actor, rows: Sequence[Signal]) -> list[SignalFile]:
    ids = [signal.id for signal in rows]
    evidence = await signals.evidence_of(tx.conn, ids)
    located = iter(await _locate(tx, [each for known in evidence.values() for each in known]))
    taken = await steps.of_signals(tx.conn, ids)
    return [
        SignalFile(
            signal,
            [next(located) for _ in evidence[signal.id]],
            taken[signal.id],
            allowed_steps(officer, signal.state),
        )
        for signal in rows
    ]


async def _locate(tx: Transaction, evidence: Sequence[Evidence]) -> list[LocatedEvidence]:
    """The evidence in the same order, each with where it leads to as far as is known now."""
    leads = [
        (number, kind, UUID(str(each.facts[name])))
        for number, each in enumerate(evidence)
        for name, kind in LEADS.items()
        if each.facts.get(name)
    ]
    found = await whereabouts.of_leads(tx.conn, leads)
    return [_located(each, found.get(number, [])) for number, each in enumerate(evidence)]


def _located(evidence: Evidence, found: Sequence[Whereabouts]) -> LocatedEvidence:
    """Every place once: with its room and hours where something says them."""
    starts, ends = (_moment(evidence.facts.get(name)) for name in ("startsAt", "endsAt"))
    said = [
        place if place.starts_at else replace(place, starts_at=starts, ends_at=ends)
        for place in found
        if place.is_place
    ]
    with_room = {place.establishment_id for place in said if place.room_id}
    places: dict[tuple[UUID | None, UUID | None], Whereabouts] = {}
    for place in said:
        if place.room_id is None and place.establishment_id in with_room:
            continue
        key = (place.establishment_id, place.room_id)
        if key not in places or places[key].claim_id is None:
            places[key] = place
    by = [place.noted_by for place in found if place.noted_by]
    return LocatedEvidence(
        evidence.at,
        evidence.kind,
        evidence.facts,
        evidence.claim_id,
        tuple(places.values()),
        by[0] if by else evidence.facts.get("notedBy"),
    )


def _moment(value: object) -> datetime | None:
    return datetime.fromisoformat(str(value)) if value else None
