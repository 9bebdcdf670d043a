"""Read the own declarations of an owner, from the same facts that block or open the calendar."""

from uuid import UUID

from chassis.db import Transaction
from pandkalender.moments.rules.period import Period
from pandkalender.premises import store as premises
from pandkalender.premises.rules import (
    Fact,
    FactKind,
    bans,
    is_over,
    last_valid_day,
    renewal_awaited,
    why_blocked,
)
from pandkalender.premises.store import Premises
from pandkalender.suitability import store
from pandkalender.suitability.rules import CityVisit, Conditions, OwnDeclaration
from pandkalender.suitability.store import Declaration


async def own_declarations(tx: Transaction, owner: str) -> list[OwnDeclaration]:
    """Per premises of this owner, by name."""
    rows = await store.premises_of(tx, owner)
    ids = [row.premises_id for row in rows]
    facts = await premises.list_facts(tx, ids)
    declarations = await store.declarations(tx, owner, ids)
    dossiers = {d.dossier_id: d.premises_id for each in declarations.values() for d in each}
    visits: dict[UUID, list[CityVisit]] = {premises_id: [] for premises_id in ids}
    for dossier_id, visit in await store.visits(tx, dossiers):
        visits[dossiers[dossier_id]].append(visit)
    return [
        _declaration(tx, row, facts[row.premises_id], declarations[row.premises_id], visits)
        for row in rows
    ]


def _declaration(
    tx: Transaction,
    row: Premises,
    facts: list[Fact],
    declarations: list[Declaration],
    visits: dict[UUID, list[CityVisit]],
) -> OwnDeclaration:
    """Of bans a buyer sees those of before the sale only while they still count."""
    latest = declarations[0] if declarations else None
    since = min((each.decided_at for each in declarations), default=tx.now)
    own, over = {each.dossier_id for each in declarations}, is_over(facts, tx.now)
    withdrawals = [
        fact.starts_at
        for fact in facts
        if fact.kind is FactKind.WITHDRAWN and fact.dossier_id in own
    ]
    return OwnDeclaration(
        premises_id=row.premises_id,
        label=row.label,
        address=f"{row.street} {row.house_number}, {row.postcode}",
        last_day=last_valid_day(facts, tx.now),
        blocked=why_blocked(facts, Period.at(tx.now)),
        conditions=Conditions() if over or latest is None else latest.open_conditions(),
        bans=tuple(ban for ban in bans(facts) if ban.known_at >= since or not ban.over(tx.now)),
        visits=tuple(visits[row.premises_id]),
        withdrawn_at=max(withdrawals, default=None),
        renewal_refused_at=latest.renewal_refused_at if latest else None,
        renewal_awaited=renewal_awaited(facts, tx.now),
        dossier_ids=frozenset(own),
    )
