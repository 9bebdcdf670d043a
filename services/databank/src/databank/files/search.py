"""Searching for a person: for a purpose, within measure, and written down (DP-03, DP-04)."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from chassis.db import Transaction
from chassis.web import Action, Actor, record_access
from chassis.web.access_log.log import case_of
from databank.access.purposes import rules as purposes_rules
from databank.access.purposes import store as purposes
from databank.access.purposes.store import Grant
from databank.access.roles import log_shown
from databank.access.shields.shield import closed_to
from databank.files.rules import search as seeking
from databank.files.rules.search import Hit
from databank.files.store import searches
from databank.files.store.searches import Made
from databank.matching.store import persons
from linkage.claim import Features

SEARCH = "search"
PERSON = "persoon"


@dataclass(frozen=True, slots=True)
class Refused:
    """Somebody searched so often that it looks like fishing."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Found:
    """``shielded``: somebody is there, and only who may open the file learns who."""

    person_id: UUID
    why: tuple[tuple[str, str], ...]
    shielded: bool
    least: Any


async def grant(tx: Transaction, actor: Actor, given: Grant) -> UUID:
    """Keep for what somebody looks, with the reason where that is asked, and for which case."""
    given = replace(given, within_case=case_of(tx))
    if await purposes.add(tx.conn, given):
        await record_access(
            tx,
            actor,
            action=Action.CONSULT,
            subject_kind="purpose",
            subject_id=given.id,
            purpose=given.purpose,
        )
    return given.id


async def standing(
    tx: Transaction,
    actor: Actor,
    session: bytes | None,
    grant_id: UUID | None,
    person_id: UUID | None = None,
) -> Grant | None:
    """The grant, when it is this person's, in this session and for this case, and its term is not
    over."""
    found = await purposes.get(tx.conn, grant_id) if grant_id else None
    if found is None or (found.session, found.subject) != (session, actor.subject):
        return None
    if found.within_case != case_of(tx) or not purposes_rules.stands(found.granted_at, tx.now):
        return None
    if found.person_id in (None, person_id):
        return found
    same = person_id and await persons.survivor(tx.conn, found.person_id) == person_id
    return found if same else None


async def measured(tx: Transaction, actor: Actor) -> Refused | None:
    """Whether one search more is too many; that is written down, since it may be fishing."""
    made = await searches.made_since(tx.conn, actor.subject, tx.now - purposes_rules.STRETCH)
    until = purposes_rules.may_search(made, tx.now)
    if until is None:
        return None
    await noted(tx, actor, "geweigerd: te veel zoekopdrachten", purposes_rules.PurposeCode.TOEZICHT)
    return Refused(until)


async def noted(tx: Transaction, actor: Actor, what: str, code: str) -> None:
    await record_access(
        tx, actor, action=Action.CONSULT, subject_kind=SEARCH, subject_id=what, purpose=code
    )


async def search(
    tx: Transaction, actor: Actor, wanted: Features, given: Grant, search_id: UUID
) -> Made | Refused:
    refused = await measured(tx, actor)
    if refused is not None:
        return refused
    await searches.forget(tx.conn, tx.now - purposes_rules.TERM)
    hits = await _hits(tx, wanted)
    made = Made(
        search_id,
        given.id,
        given.session,
        actor.subject,
        PERSON,
        hits is None,
        [{"id": str(one), "why": hit.why} for one, hit in hits or ()],
        tx.now,
    )
    await searches.add(tx.conn, made)
    count = "te veel" if made.too_many else str(len(made.found))
    await noted(tx, actor, f"{', '.join(seeking.kinds(wanted))}: {count} personen", given.purpose)
    return made


async def _hits(tx: Transaction, wanted: Features) -> list[tuple[UUID, Hit]] | None:
    """Persons, the most alike first; None when there are too many to show any."""
    rows = await searches.claims_under(tx.conn, seeking.keys(wanted), seeking.MOST_CLAIMS)
    if len(rows) > seeking.MOST_CLAIMS:
        return None
    found: dict[UUID, Hit] = {}
    for person_id, packed in rows:
        hit = seeking.agrees(wanted, Features.unpacked(packed))
        if hit is not None:
            found[person_id] = hit.joined(found[person_id]) if person_id in found else hit
    if len(found) > seeking.MOST_SHOWN:
        return None
    return sorted(found.items(), key=lambda one: (-one[1].points, one[0]))


async def shown(tx: Transaction, actor: Actor, made: Made, code: str) -> list[Found]:
    """Whom a search found, as they are now; each of them is logged as read."""
    why: dict[UUID, tuple[tuple[str, str], ...]] = {}
    for one in made.found:
        person_id = await persons.survivor(tx.conn, UUID(one["id"]))
        if person_id is not None:
            why.setdefault(person_id, tuple((field, level) for field, level in one["why"]))
    closed = await closed_to(tx, actor, why)
    least = {row["id"]: row for row in await searches.least(tx.conn, list(why), tx.now)}
    await log_shown(tx, actor, why, code)
    return [Found(one, why[one], one in closed, least[one]) for one in why]
