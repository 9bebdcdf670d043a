"""Read the file of premises, of an owner or of a person: all that runs and ran, and what works."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from chassis.web import Actor
from enforcement.cases.rules import CaseKind
from enforcement.cases.scope import scope_of
from enforcement.functions import CASE_WORKERS
from enforcement.mayor_measures import store as mayor_measures
from enforcement.mayor_measures.means_in_force import means_in_force
from enforcement.notifications.scope import kinds_of as written_by
from enforcement.payments.store import claims
from enforcement.payments.store.claims import ClaimRow
from enforcement.search.find import known_to
from enforcement.search.rules import (
    MOST_LETTERS,
    Effect,
    Holding,
    OwnerNotFoundError,
    PlaceNotFoundError,
    holdings,
)
from enforcement.search.store import files, hits
from enforcement.search.store.files import SentLetter
from enforcement.search.store.hits import CaseHit, Place
from enforcement.suitability import store as suitability


@dataclass(frozen=True, slots=True)
class File:
    """``cases`` are those that the reader may read, the first last day on top; with what their
    decisions restrict, what is owed for them and their newest letters. Nobody is named.

    ``owned``: who held declarations, then and now, for those who read declarations.
    """

    cases: Sequence[CaseHit]
    effects: Sequence[Effect]
    letters: Sequence[SentLetter]
    more_letters: bool
    debts: Mapping[UUID, Sequence[ClaimRow]]
    owned: Sequence[Holding] = ()


async def read_place(tx: Transaction, actor: Actor, premises_id: UUID) -> tuple[Place, File]:
    """Raises ``PlaceNotFoundError``."""
    place, scope = await hits.place(tx, premises_id), scope_of(actor.function)
    cases = await hits.at(tx, scope, premises_id)
    if place is None or not known_to(scope, [premises_id], cases):
        raise PlaceNotFoundError
    owned = []
    if CaseKind.SUITABILITY in scope.kinds:
        owned = holdings(await files.declared_at(tx, premises_id), city_day(tx.now))
    return place, await file_of(tx, actor, cases, owned)


async def read_owner(tx: Transaction, actor: Actor, owner: str) -> File:
    """The owner's houses, then and now, and what was decided about this owner.

    A fine stands there when it is about exploiting a house that the owner held at the moment of the
    fact. Raises ``OwnerNotFoundError``.
    """
    scope = scope_of(actor.function)
    declared = await files.declared_of(tx, owner)
    owned = [each for each in holdings(declared, city_day(tx.now)) if each.owner == owner]
    houses = {each.declared.premises_id for each in owned}
    there = await files.fines_at(tx, houses)
    held = await suitability.holders_at(tx, [(fine.premises_id, fine.fact_at) for fine in there])
    fines = [fine.case_id for fine, holder in zip(there, held, strict=True) if holder == owner]
    cases = await hits.of_owner(tx, scope, owner, fines)
    if not owned and not cases:
        raise OwnerNotFoundError
    return await file_of(tx, actor, cases, owned, owner)


async def file_of(
    tx: Transaction,
    actor: Actor,
    cases: Sequence[CaseHit],
    owned: Sequence[Holding] = (),
    owner: str | None = None,
) -> File:
    """The file that these cases make together, within what the actor may know of each.

    That of an ``owner`` has the letters of what they sold too, and no letter to a seller or buyer.
    """
    ids = [case.case_id for case in cases]
    written = ids if owner is None else {*ids, *(each.declared.dossier_id for each in owned)}
    letters = await files.newest_letters(tx, written, written_by(actor.function), owner)
    owed = await claims.of_cases(tx, ids) if actor.function in CASE_WORKERS else []
    debts: dict[UUID, list[ClaimRow]] = {}
    for claim in owed:
        debts.setdefault(claim.measure_id or claim.case_id, []).append(claim)
    return File(
        sorted(cases, key=lambda case: case.last_day or date.max),
        await _effects(tx, cases),
        letters[:MOST_LETTERS],
        len(letters) > MOST_LETTERS,
        debts,
        owned,
    )


async def _effects(tx: Transaction, cases: Sequence[CaseHit]) -> list[Effect]:
    """What decisions in these cases restrict or did, with the seals and penalty payments by which
    orders of the mayor are to be respected; the latest first."""
    found = await files.effects(tx, [case.case_id for case in cases])
    for case in cases:
        if case.kind == CaseKind.MEASURE:
            found += await _means(tx, case.case_id)
    return sorted(found, key=lambda effect: effect.begins_at, reverse=True)


async def _means(tx: Transaction, case_id: UUID) -> list[Effect]:
    order = await mayor_measures.get(tx, case_id)
    undone = [at for at in (order.ended_at, order.stayed_at, order.annulled_at) if at is not None]
    return [
        Effect(
            case_id=case_id,
            kind=CaseKind.MEASURE,
            number=order.number,
            what=each.what,
            begins_at=each.begins_at,
            ends_at=each.ends_at,
            undone_at=min(undone, default=None),
            annulled=order.annulled_at is not None,
            amount_cents=each.amount_cents,
            unit=each.unit,
            ceiling_cents=each.ceiling_cents,
        )
        for each in await means_in_force(tx, order)
    ]
