"""Read with whom a person shares something: everybody who is shown is written down (DP-04)."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from chassis.db import Transaction
from chassis.web import Action, Actor, record_access
from databank.access.open_person import open_person
from databank.associations import rules, store
from databank.associations.rules import Ground, Shared, Span, Value
from databank.associations.store import Met
from databank.persons.store.persons import PersonRow
from databank.roles import log_shown
from databank.search import store as searches
from databank.search.store import PersonSummary
from linkage import blocking
from linkage.claim import Features

ASSOCIATIONS = "associations"
"""A chart in the access log, by the person in its middle."""
Grounds = dict[UUID, dict[Ground, Shared]]


@dataclass(frozen=True, slots=True)
class Associate:
    """Somebody who shares something with the person, and what."""

    person_id: UUID
    summary: PersonSummary | None
    shared: list[Shared]


@dataclass(frozen=True, slots=True)
class Chart:
    """``left_out``: persons beyond those shown. ``common_use``: grounds with a value that so many
    people state that it links nobody, with how many others state it."""

    person: PersonRow
    associates: list[Associate]
    left_out: int
    common_use: list[tuple[Ground, int]]


async def associates(tx: Transaction, officer: Actor, person_id: UUID, purpose: str) -> Chart:
    """Raises ``NotFoundError`` and ``ShieldedError``; who is shielded from the reader is absent.

    A person that was merged has an empty chart: the survivor has it.
    """
    person = await open_person(tx, officer, person_id, purpose)
    if person.merged_into is not None:
        return Chart(person, [], 0, [])
    found, common_use = await _stated(tx, person_id)
    for ground, rows in (await _seen(tx, person_id)).items():
        for row in rows:
            found[row.person_id][ground] = Shared(ground, row.first, row.last, row.times)
    ranked = sorted(found, key=lambda each: (*rules.weight(found[each].values()), each))
    ids = ranked[: rules.MOST_SHOWN]
    summaries = {row.id: row for row in await searches.summaries(tx.conn, ids, tx.now)}
    await record_access(
        tx,
        officer,
        action=Action.CONSULT,
        subject_kind=ASSOCIATIONS,
        subject_id=person_id,
        purpose=purpose,
    )
    await log_shown(tx, officer, ids, purpose)
    return Chart(
        person,
        [Associate(each, summaries.get(each), rules.ordered(found[each])) for each in ids],
        len(ranked) - len(ids),
        common_use,
    )


async def _stated(tx: Transaction, person_id: UUID) -> tuple[Grounds, list[tuple[Ground, int]]]:
    """Who states the same as this person, and what too many people state."""
    own: dict[Value, Span] = {}
    keys: set[int] = set()
    for row in await store.stated(tx.conn, person_id):
        features = Features.unpacked(row.features)
        _add(own, features, Span(row.first, row.last))
        for part in rules.alone(features):
            keys |= blocking.keys(part)
    theirs: dict[UUID, dict[Value, Span]] = defaultdict(dict)
    for row in await store.stated_by_others(tx.conn, person_id, keys):
        _add(theirs[row.person_id], Features.unpacked(row.features), Span(row.first, row.last))
    sharing = {value: sum(value in stated for stated in theirs.values()) for value in own}
    telling = {value for value, number in sharing.items() if not rules.is_common_use(number)}
    found: Grounds = defaultdict(dict)
    for other_id, stated in theirs.items():
        for ground in rules.STATED:
            both = [
                rules.common(own[value], span)
                for value, span in stated.items()
                if value.ground == ground and value in telling
            ]
            if both:
                found[other_id][ground] = rules.joined(ground, both)
    common_use = [(value.ground, sharing[value]) for value in own if value not in telling]
    return found, sorted(common_use, key=lambda each: (rules.ORDER[each[0]], -each[1]))


async def _seen(tx: Transaction, person_id: UUID) -> dict[Ground, list[Met]]:
    """Who was seen in the same places, or moved in one pattern."""
    since, most = tx.now - rules.LOOK_BACK, rules.MOST_SHOWN + 1
    return {
        Ground.PATROON: await store.in_patterns(tx.conn, person_id, most),
        Ground.KAMER: await store.after_one_another(
            tx.conn,
            person_id,
            since,
            tx.now,
            within=rules.HANDOVER,
            fewest=rules.FEWEST_HANDOVERS,
            most=most,
        ),
        Ground.CONTROLE: await store.met_together(
            tx.conn,
            person_id,
            since,
            tx.now,
            fewest=rules.FEWEST_INSPECTIONS,
            most=most,
        ),
    }


def _add(known: dict[Value, Span], features: Features, span: Span) -> None:
    for value in rules.values(features):
        known[value] = known[value].joined(span) if value in known else span
