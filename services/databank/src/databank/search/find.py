"""Search for a person or a place: for a purpose, in measure, written down (DP-03, DP-04)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from chassis.db import Transaction
from chassis.web import Action, Actor, record_access
from databank.access.purposes.rules import STRETCH, TERM, PurposeCode, may_search
from databank.access.purposes.store import Grant
from databank.access.shields.rules import asking_access
from databank.access.shields.view import over_everybody, shield_on, shown
from databank.persons.store import persons
from databank.roles import TOEZICHT, log_shown
from databank.search import rules
from databank.search import store as searches
from databank.search.rules import Agreement, Hit, SearchKind
from databank.search.store import PersonSummary, SearchRow
from linkage.claim import Features

SEARCH = "search"
"""A search in the access log."""


@dataclass(frozen=True, slots=True)
class TooOften:
    """Somebody searched so often that it looks like fishing; ``until`` the next search waits."""

    until: datetime


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """Somebody whom a search found. Of a shielded file there is the shield alone, and no person."""

    person_id: UUID | None
    why: Agreement
    shield_id: UUID | None
    summary: PersonSummary | None

    @property
    def shielded(self) -> bool:
        return self.shield_id is not None

    @property
    def asking_access(self) -> str | None:
        return asking_access(self.shield_id) if self.shield_id else None


async def search_persons(
    tx: Transaction, actor: Actor, wanted: Features, grant: Grant, search_id: UUID
) -> SearchRow | TooOften:
    """Search once; who it finds is read with ``show_found``."""
    refused = await check_limit(tx, actor)
    if refused is not None:
        return refused
    await searches.forget(tx.conn, tx.now - TERM)
    hits = await _hits(tx, wanted)
    search = SearchRow(
        search_id,
        grant.id,
        grant.session,
        actor.subject,
        SearchKind.PERSOON,
        hits is None,
        [{"id": str(person_id), "why": hit.why} for person_id, hit in hits or ()],
        tx.now,
    )
    await searches.add(tx.conn, search)
    count = "te veel" if search.too_many else str(len(search.found))
    await log_search(
        tx, actor, f"{', '.join(rules.kinds(wanted))}: {count} personen", grant.purpose
    )
    return search


async def keep_place_search(
    tx: Transaction, actor: Actor, session: bytes, search_id: UUID, found: Sequence[UUID]
) -> None:
    """Keep which establishments a search found; supervision is the purpose."""
    too_many = len(found) > rules.MOST_PLACES
    await searches.add(
        tx.conn,
        SearchRow(
            search_id,
            None,
            session,
            actor.subject,
            SearchKind.INRICHTING,
            too_many,
            [] if too_many else [{"id": str(establishment_id)} for establishment_id in found],
            tx.now,
        ),
    )
    await log_search(tx, actor, f"inrichting: {len(found)} gevonden", TOEZICHT)


async def check_limit(tx: Transaction, actor: Actor) -> TooOften | None:
    """Whether one search more is too many; that is written down, since it may be fishing."""
    made_at = await searches.made_since(tx.conn, actor.subject, tx.now - STRETCH)
    until = may_search(made_at, tx.now)
    if until is None:
        return None
    await log_search(tx, actor, "geweigerd: te veel zoekopdrachten", PurposeCode.TOEZICHT)
    return TooOften(until)


async def log_search(tx: Transaction, actor: Actor, subject: str, purpose: str) -> None:
    """Log a search, with the kinds of data it was by and never their values."""
    await record_access(
        tx, actor, action=Action.CONSULT, subject_kind=SEARCH, subject_id=subject, purpose=purpose
    )


async def show_found(
    tx: Transaction, actor: Actor, search: SearchRow, purpose: str
) -> list[FoundPerson]:
    """The persons whom a search found, as they are now; each of them is logged as read."""
    why: dict[UUID, Agreement] = {}
    for entry in search.found:
        person_id = await survivor_found(tx, entry)
        if person_id is not None:
            why.setdefault(person_id, tuple((field, level) for field, level in entry["why"]))
    summaries = {row.id: row for row in await searches.summaries(tx.conn, list(why), tx.now)}
    await log_shown(tx, actor, why, purpose)
    return [
        FoundPerson(
            shown(tx, person_id), agreement, shield_on(tx, person_id), summaries.get(person_id)
        )
        for person_id, agreement in why.items()
    ]


@over_everybody
async def survivor_found(tx: Transaction, entry: Mapping[str, Any]) -> UUID | None:
    """The person whom a hit is about now, also where the file is shielded since."""
    return await persons.survivor(tx.conn, UUID(entry["id"]))


@over_everybody
async def _hits(tx: Transaction, wanted: Features) -> list[tuple[UUID, Hit]] | None:
    """Persons, the most alike first; None when there are too many to show any."""
    rows = await searches.claims_under(tx.conn, rules.keys(wanted), rules.MOST_CLAIMS)
    if len(rows) > rules.MOST_CLAIMS:
        return None
    hits: dict[UUID, Hit] = {}
    for person_id, packed in rows:
        hit = rules.agrees(wanted, Features.unpacked(packed))
        if hit is not None:
            hits[person_id] = hit.joined(hits[person_id]) if person_id in hits else hit
    if len(hits) > rules.MOST_SHOWN:
        return None
    return sorted(hits.items(), key=lambda each: (-each[1].points, each[0]))
