"""Undo a merge: part the person again along the former line, and bring its questions back.

Claims that came since the merge go to the side that they resemble, one by one; persons that were
merged in meanwhile are no such claims (``rules.division``).
"""

from collections import Counter, defaultdict
from collections.abc import Collection
from uuid import UUID, uuid4

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import NotFoundError, StepRefusedError
from chassis.web import Action, Actor
from databank.access.shields.view import over_everybody
from databank.matching.store import link_constraints
from databank.persons.store import persons
from databank.review.log_access import log_change
from databank.review.merge import Decision, PersonChange
from databank.review.rules.change import ChangeKind
from databank.review.rules.division import LaterMerge, divide_along
from databank.review.rules.refusals import LaterMergedError
from databank.review.split import Sides, check_must_links, part
from databank.review.store import case_corrections, merge_history, questions
from databank.review.store.merge_history import Change, ChangedClaim, Relink


@over_everybody
async def undo_merge(
    tx: Transaction, officer: Actor, merge_id: UUID, decision: Decision, purpose: str
) -> PersonChange:
    """Undo at the request of an officer, with both persons logged."""
    change = await undo(tx, merge_id, decision)
    people = (change.person_id, change.other_person_id)
    await log_change(tx, officer, people, Action.CHANGE, purpose)
    return change


async def undo(tx: Transaction, merge_id: UUID, decision: Decision) -> PersonChange:
    """Part again what a merge joined, along the former line, and bring its questions back.

    Who was merged in later stays whole, with the side to which that merge was made.
    """
    await persons.lock_for_relinking(tx.conn)
    merge = await _undoable(tx, merge_id)
    joined = await merge_history.claims_of(tx.conn, merge_id)
    into, other = await _holder(tx, merge, joined), merge.other_person_id
    links = {link.claim_id: link for link in await merge_history.links_of(tx.conn, [into])}
    joined = [claim for claim in joined if claim.claim_id in links]
    going = frozenset(claim.claim_id for claim in joined if claim.moved)
    staying = frozenset(claim.claim_id for claim in joined if not claim.moved)
    later = [
        LaterMerge(claims - going - staying)
        for claims in await merge_history.later_merges(tx.conn, merge, links)
    ]
    own = await link_constraints.of_change(tx.conn, merge_id)
    bonds = [bond for each in later for bond in each.bonds]
    await check_must_links(tx, going, staying, decision, own, bonds)
    said = [pair for pair in await link_constraints.of_claims(tx.conn, links) if pair not in own]
    division = divide_along(links, going, staying, later, said)
    await persons.get_for_update(tx.conn, [into, other])
    change_id = uuid4()
    await merge_history.add(
        tx.conn,
        Change(
            change_id,
            ChangeKind.ONGEDAAN_GEMAAKT,
            into,
            other,
            tx.now,
            decision.by,
            decision.ground,
            None,
        ),
    )
    sides_before = [
        ChangedClaim(claim_id, claim_id in division.going, link.id)
        for claim_id, link in links.items()
    ]
    await merge_history.add_claims(tx.conn, change_id, sides_before)
    await merge_history.set_undone(tx.conn, merge_id, change_id)
    await case_corrections.keep_assessments(tx.conn, change_id, [into])
    await persons.set_merged(tx.conn, other, None)
    as_before = {claim.claim_id: claim.membership_id for claim in joined}
    relinks = [
        Relink(claim_id, other, as_before.get(claim_id, links[claim_id].id))
        for claim_id in division.going
    ]
    sides = Sides(going, staying, division.rest, division.following)
    change = PersonChange(change_id, into, other)
    await part(tx, change, sides, relinks, decision, undoing=merge_id)
    await questions.reopen(tx.conn, merge_id)
    return change


async def _undoable(tx: Transaction, merge_id: UUID) -> Change:
    merge = await merge_history.get_for_update(tx.conn, merge_id)
    if merge is None or merge.kind is not ChangeKind.SAMENGEVOEGD:
        raise NotFoundError(lazy("Deze samenvoeging"))
    if merge.undone_by is not None:
        raise StepRefusedError(lazy("Deze samenvoeging is al ongedaan gemaakt."), allowed=[])
    return merge


async def _holder(tx: Transaction, merge: Change, joined: Collection[ChangedClaim]) -> UUID:
    """The person that has claims of both sides now; a later change may have made it another."""
    claims = {claim.claim_id: claim.moved for claim in joined}
    sides: dict[UUID, Counter[bool]] = defaultdict(Counter)
    for link in await merge_history.links_of_claims(tx.conn, claims):
        sides[link.person_id][claims[link.claim_id]] += 1
    both = [person_id for person_id, count in sorted(sides.items()) if len(count) == 2]
    if not both:
        raise StepRefusedError(
            lazy(
                "De gegevens van deze samenvoeging staan intussen bij andere personen. Splits de"
                " persoon door de gegevens zelf te kiezen."
            ),
            allowed=["splitsen"],
        )
    holder = max(
        both, key=lambda person_id: (person_id == merge.person_id, sides[person_id].total())
    )
    if await merge_history.moved_on(tx.conn, merge, holder):
        raise LaterMergedError(holder)
    return holder
