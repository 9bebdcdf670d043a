"""Split one person who is two: an officer says which claims go.

Only that person's claims are decided again. Those of which the officer does not say where they
belong go to the side that they resemble.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from uuid import UUID, uuid4

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from chassis.web import Action, Actor
from databank.access.shields.view import over_everybody
from databank.identity_status import store as identity_checks
from databank.identity_status.tell_owners import tell_changed
from databank.matching.redecide import redecide
from databank.matching.rules.link_constraints import LinkConstraint, against_parting
from databank.matching.rules.outcomes import ClaimDecision
from databank.matching.store import link_constraints
from databank.persons.store import persons
from databank.persons.store.ids import new_id
from databank.review.log_access import log_change
from databank.review.merge import (
    Decision,
    PersonChange,
    check_cannot_links,
    forbid_links,
    overrule,
    require_unmerged,
)
from databank.review.propagation import propagate
from databank.review.rules.change import CERTAIN, ChangeKind, RelinkDecision
from databank.review.store import merge_history
from databank.review.store.merge_history import Change, ChangedClaim, Relink


@dataclass(frozen=True, slots=True)
class SplitPlan:
    """``going`` leave for ``to``, or for a person of their own; ``staying`` stay for sure.

    Without ``staying`` all others stay. Else those that are named in neither are decided again.
    """

    going: frozenset[UUID]
    staying: frozenset[UUID] | None = None
    to: UUID | None = None


@dataclass(frozen=True, slots=True)
class Sides:
    """The claims of a person that is parted; ``rest`` is decided anew.

    ``following`` go after a claim of the rest, to whomever it is decided to be.
    """

    going: frozenset[UUID]
    staying: frozenset[UUID]
    rest: frozenset[UUID]
    following: Mapping[UUID, UUID] = field(default_factory=dict)


@over_everybody
async def split_person(
    tx: Transaction,
    officer: Actor,
    person_id: UUID,
    plan: SplitPlan,
    decision: Decision,
    purpose: str,
) -> PersonChange:
    """Split at the request of an officer, with both persons logged."""
    change = await split(tx, person_id, plan, decision)
    people = (change.person_id, change.other_person_id)
    await log_change(tx, officer, people, Action.CHANGE, purpose)
    return change


async def split(
    tx: Transaction, person_id: UUID, plan: SplitPlan, decision: Decision
) -> PersonChange:
    await persons.lock_for_relinking(tx.conn)
    await require_unmerged(tx, person_id, "personId")
    links = {link.claim_id: link for link in await merge_history.links_of(tx.conn, [person_id])}
    going = plan.going
    staying = plan.staying if plan.staying is not None else frozenset(links) - going
    _check_sides(links, going, staying)
    await check_must_links(tx, going, staying, decision)
    other = await _target(tx, person_id, plan, decision)
    await persons.get_for_update(tx.conn, [person_id, other])
    change_id = uuid4()
    await merge_history.add(
        tx.conn,
        Change(
            change_id,
            ChangeKind.GESPLITST,
            person_id,
            other,
            tx.now,
            decision.by,
            decision.ground,
            decision.review_id,
        ),
    )
    sides_before = [
        ChangedClaim(claim_id, claim_id in going, link.id) for claim_id, link in links.items()
    ]
    await merge_history.add_claims(tx.conn, change_id, sides_before)
    relinks = [
        Relink(claim_id, other, links[claim_id].id, CERTAIN, RelinkDecision.GESPLITST)
        for claim_id in going
    ]
    sides = Sides(going, staying, frozenset(links) - going - staying)
    return await part(tx, PersonChange(change_id, person_id, other), sides, relinks, decision)


async def part(
    tx: Transaction,
    change: PersonChange,
    sides: Sides,
    relinks: Sequence[Relink],
    decision: Decision,
    undoing: UUID | None = None,
) -> PersonChange:
    """Move what goes, decide the rest anew, and let everything follow."""
    people = {change.person_id, change.other_person_id}
    told = await identity_checks.statuses(tx.conn, sorted(people))
    moving = [relink.claim_id for relink in relinks]
    await merge_history.relink(tx.conn, relinks, tx.now, decision.by)
    await forbid_links(tx, sides.going, sides.staying, decision, change.change_id)
    decided = await redecide(tx, sides.rest, among=people) if sides.rest else []
    if joined := {claim.person_id for claim in decided} - people:
        await persons.get_for_update(tx.conn, joined)
    people |= joined
    await _follow(tx, sides.following, decided, decision)
    await persons.lead_former(tx.conn, people)
    await propagate(tx, [*moving, *sides.rest, *sides.following], people, undoing=undoing)
    tell_changed(tx, told, await identity_checks.statuses(tx.conn, sorted(people)))
    return change


async def _follow(
    tx: Transaction,
    following: Mapping[UUID, UUID],
    decided: Sequence[ClaimDecision],
    decision: Decision,
) -> None:
    """Take claims to the person that the claim was given to on which they hang."""
    person_of = {claim.claim_id: claim.person_id for claim in decided}
    links = await merge_history.links_of_claims(tx.conn, following)
    relinks = [
        Relink(link.claim_id, person_of[following[link.claim_id]], link.id)
        for link in links
        if link.person_id != person_of[following[link.claim_id]]
    ]
    await merge_history.relink(tx.conn, relinks, tx.now, decision.by)


async def _target(tx: Transaction, person_id: UUID, plan: SplitPlan, decision: Decision) -> UUID:
    if plan.to is None:
        other = new_id(tx.now)
        await persons.add(tx.conn, [(other, False)], tx.now)
        return other
    if plan.to == person_id:
        raise FieldRefusedError("toPersonId", lazy("Kies een andere persoon dan deze."))
    await require_unmerged(tx, plan.to, "toPersonId")
    theirs = await merge_history.claim_ids_of(tx.conn, plan.to)
    await check_cannot_links(tx, theirs, plan.going, decision)
    return plan.to


def _check_sides(
    links: Collection[UUID], going: Collection[UUID], staying: Collection[UUID]
) -> None:
    if not going:
        raise FieldRefusedError(
            "claimIds", lazy("Kies welke gegevens naar de andere persoon gaan.")
        )
    if any(claim_id not in links for claim_id in (*going, *staying)):
        raise FieldRefusedError("claimIds", lazy("Deze gegevens horen niet bij deze persoon."))
    if not staying:
        raise FieldRefusedError("claimIds", lazy("Laat minstens één gegeven bij deze persoon."))
    if set(going) & set(staying):
        raise FieldRefusedError(
            "stayingClaimIds", lazy("Een gegeven kan niet gaan en ook blijven.")
        )


async def check_must_links(
    tx: Transaction,
    going: Collection[UUID],
    staying: Collection[UUID],
    decision: Decision,
    but: Collection[LinkConstraint] = (),
    bonds: Collection[LinkConstraint] = (),
) -> None:
    """Refuse, unless the officer overrules what holds the sides together, row after row of claims.

    ``but`` are the verdicts of the merge that is undone: they go with it. ``bonds`` hold claims
    together that nobody said it of; a row of claims never consists of them alone.
    """
    bound = {claim_id for bond in bonds for claim_id in (bond.claim_a, bond.claim_b)}
    constraints = await link_constraints.of_claims(tx.conn, [*going, *staying, *bound])
    said = {(pair.claim_a, pair.claim_b) for pair in constraints if pair not in but}
    holding = [*(pair for pair in constraints if pair not in but), *bonds]
    while row := against_parting(holding, going, staying):
        spoken = [pair for pair in pairwise(row) if (min(pair), max(pair)) in said]
        await overrule(
            tx,
            spoken,
            decision,
            "Eerder zei iemand dat deze gegevens van één persoon zijn. Bekijk dat oordeel opnieuw."
            " Klopt het niet, geef het dan mee in 'overrules'.",
        )
        ended = {(min(pair), max(pair)) for pair in spoken}
        holding = [pair for pair in holding if (pair.claim_a, pair.claim_b) not in ended]
