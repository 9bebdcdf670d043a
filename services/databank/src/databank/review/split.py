"""One person who is two: an officer says which claims go, or undoes a merge.

Only that person's claims are decided again. Those that came since a merge, and those of which the
officer does not say where they belong, go to the side that they resemble.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID, uuid4

import asyncpg

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.web import Problem
from databank.identity_checks.validate import tell_changed
from databank.matching.redecide import redecide
from databank.matching.rules.link_constraints import LinkConstraint, against_parting
from databank.matching.store import link_constraints, persons
from databank.matching.store.ids import new_id
from databank.review.merge import (
    CERTAIN,
    MERGED,
    SPLIT,
    UNDONE,
    Changed,
    Decision,
    living,
    overrule,
    refuse_joining,
    say_two,
)
from databank.review.propagation import follow
from databank.review.store import case_corrections, merge_history, questions
from databank.review.store.merge_history import Relink
from databank.shifts.store import verifications


@dataclass(frozen=True, slots=True)
class Parting:
    """``going`` leave for ``to``, or for a person of their own; ``staying`` stay for sure.

    Without ``staying`` all others stay. Else those that are named in neither are decided again.
    """

    going: frozenset[UUID]
    staying: frozenset[UUID] | None = None
    to: UUID | None = None


@dataclass(frozen=True, slots=True)
class _Sides:
    """The claims of a person that is parted; ``rest`` is decided anew."""

    going: frozenset[UUID]
    staying: frozenset[UUID]
    rest: frozenset[UUID]


async def split(tx: Transaction, person_id: UUID, parting: Parting, decision: Decision) -> Changed:
    await persons.lock_for_relinking(tx.conn)
    await living(tx, person_id, "personId")
    links = {link["claim_id"]: link for link in await merge_history.links_of(tx.conn, [person_id])}
    going = parting.going
    staying = parting.staying if parting.staying is not None else frozenset(links) - going
    _check_sides(links, going, staying)
    await _refuse_parting(tx, going, staying, decision)
    other = await _target(tx, person_id, parting, decision)
    await persons.get_for_update(tx.conn, [person_id, other])
    change_id = uuid4()
    await merge_history.add(
        tx.conn,
        (
            change_id,
            SPLIT,
            person_id,
            other,
            tx.now,
            decision.by,
            decision.ground.value,
            decision.review_id,
        ),
    )
    rows = [(claim_id, claim_id in going, link["id"]) for claim_id, link in links.items()]
    await merge_history.add_claims(tx.conn, change_id, rows)
    relinks = [Relink(claim_id, other, links[claim_id]["id"], CERTAIN, SPLIT) for claim_id in going]
    sides = _Sides(going, staying, frozenset(links) - going - staying)
    return await _part(tx, Changed(change_id, person_id, other), sides, relinks, decision)


async def undo(tx: Transaction, merge_id: UUID, decision: Decision) -> Changed:
    """Part again what a merge joined, along the former line, and bring its questions back."""
    await persons.lock_for_relinking(tx.conn)
    merge = await _undoable(tx, merge_id)
    into, other = merge["person_id"], merge["other_person_id"]
    links = {link["claim_id"]: link for link in await merge_history.links_of(tx.conn, [into])}
    joined = [
        row for row in await merge_history.claims_of(tx.conn, merge_id) if row["claim_id"] in links
    ]
    going = frozenset(row["claim_id"] for row in joined if row["moved"])
    staying = frozenset(row["claim_id"] for row in joined if not row["moved"])
    if not going or not staying:
        raise Problem.conflict(
            lazy(
                "De gegevens van deze samenvoeging staan intussen bij andere personen. Splits de"
                " persoon door de gegevens zelf te kiezen."
            ),
            allowed=["splitsen"],
        )
    own = await link_constraints.of_change(tx.conn, merge_id)
    await _refuse_parting(tx, going, staying, decision, own)
    await persons.get_for_update(tx.conn, [into, other])
    change_id = uuid4()
    await merge_history.add(
        tx.conn,
        (change_id, UNDONE, into, other, tx.now, decision.by, decision.ground.value, None),
    )
    rows = [(claim_id, claim_id in going, link["id"]) for claim_id, link in links.items()]
    await merge_history.add_claims(tx.conn, change_id, rows)
    await merge_history.set_undone(tx.conn, merge_id, change_id)
    await case_corrections.keep(tx.conn, change_id, [into])
    await persons.set_merged(tx.conn, other, None)
    relinks = [
        Relink(row["claim_id"], other, row["membership_id"]) for row in joined if row["moved"]
    ]
    sides = _Sides(going, staying, frozenset(links) - going - staying)
    changed = Changed(change_id, into, other)
    await _part(tx, changed, sides, relinks, decision, undoing=merge_id)
    await questions.reopen(tx.conn, merge_id)
    return changed


async def _part(
    tx: Transaction,
    changed: Changed,
    sides: _Sides,
    relinks: Sequence[Relink],
    decision: Decision,
    undoing: UUID | None = None,
) -> Changed:
    """Move what goes, decide the rest anew, and let everything follow."""
    people = {changed.person_id, changed.other_person_id}
    told = await verifications.statuses(tx.conn, sorted(people))
    await merge_history.relink(tx.conn, relinks, tx.now, decision.by)
    await say_two(tx, sides.going, sides.staying, decision, changed.change_id)
    decided = await redecide(tx, sides.rest, among=people) if sides.rest else []
    if joined := {one.person_id for one in decided} - people:
        await persons.get_for_update(tx.conn, joined)
    people |= joined
    await follow(tx, [*sides.going, *sides.rest], people, undoing=undoing)
    tell_changed(tx, told, await verifications.statuses(tx.conn, sorted(people)))
    return changed


async def _target(tx: Transaction, person_id: UUID, parting: Parting, decision: Decision) -> UUID:
    if parting.to is None:
        other = new_id(tx.now)
        await persons.add(tx.conn, [(other, False)], tx.now)
        return other
    if parting.to == person_id:
        raise Problem.field("toPersonId", lazy("Kies een andere persoon dan deze."))
    await living(tx, parting.to, "toPersonId")
    theirs = [link["claim_id"] for link in await merge_history.links_of(tx.conn, [parting.to])]
    await refuse_joining(tx, theirs, parting.going, decision)
    return parting.to


def _check_sides(
    links: Collection[UUID], going: Collection[UUID], staying: Collection[UUID]
) -> None:
    if not going:
        raise Problem.field("claimIds", lazy("Kies welke gegevens naar de andere persoon gaan."))
    if any(claim_id not in links for claim_id in (*going, *staying)):
        raise Problem.field("claimIds", lazy("Deze gegevens horen niet bij deze persoon."))
    if not staying:
        raise Problem.field("claimIds", lazy("Laat minstens één gegeven bij deze persoon."))
    if set(going) & set(staying):
        raise Problem.field("stayingClaimIds", lazy("Een gegeven kan niet gaan en ook blijven."))


async def _undoable(tx: Transaction, merge_id: UUID) -> asyncpg.Record:
    merge = await merge_history.hold(tx.conn, merge_id)
    if merge is None or merge["kind"] != MERGED:
        raise Problem.not_found(lazy("Deze samenvoeging"))
    if merge["undone_by"] is not None:
        raise Problem.conflict(lazy("Deze samenvoeging is al ongedaan gemaakt."), allowed=[])
    person = await persons.get(tx.conn, merge["person_id"])
    assert person is not None  # persons are never removed
    if person.merged_into is not None:
        raise Problem(
            409,
            "later-samengevoegd",
            lazy("Deze persoon is later zelf samengevoegd. Maak eerst die samenvoeging ongedaan."),
            extra={"mergedInto": str(person.merged_into)},
        )
    return merge


async def _refuse_parting(
    tx: Transaction,
    going: Collection[UUID],
    staying: Collection[UUID],
    decision: Decision,
    but: Collection[LinkConstraint] = (),
) -> None:
    """Unless the officer overrules what holds the sides together, row after row of claims.

    ``but`` are the verdicts of the merge that is undone: they go with it.
    """
    constraints = await link_constraints.of_claims(tx.conn, [*going, *staying])
    holding = [pair for pair in constraints if pair not in but]
    while row := against_parting(holding, going, staying):
        await overrule(
            tx,
            [*pairwise(row)],
            decision,
            "Eerder zei iemand dat deze gegevens van één persoon zijn. Bekijk dat oordeel opnieuw."
            " Klopt het niet, geef het dan mee in 'overrules'.",
        )
        ended = {(min(pair), max(pair)) for pair in pairwise(row)}
        holding = [pair for pair in holding if (pair.claim_a, pair.claim_b) not in ended]
