"""Merge two persons who are one: a named officer says so, with a ground, and can take it back.

The system proposes and never merges (DP-09). The person who is merged keeps its id for good: it
answers for the survivor, and lives again when the merge is undone.
"""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import product
from uuid import UUID, uuid4

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from chassis.web import Action, Actor
from databank.access.shields.view import over_everybody
from databank.identity_status import store as identity_checks
from databank.identity_status.tell_owners import tell_changed
from databank.matching.rules.link_constraints import VerdictKind, against_joining
from databank.matching.rules.outcomes import LinkOutcome
from databank.matching.store import link_constraints
from databank.persons.store import persons
from databank.persons.store.persons import PersonRow
from databank.review.log_access import log_change
from databank.review.propagation import propagate
from databank.review.rules.change import CERTAIN, ChangeKind, RelinkDecision
from databank.review.rules.question import Ground
from databank.review.rules.refusals import AlreadyMergedError, EarlierVerdict, OpposedError
from databank.review.store import case_corrections, merge_history, questions
from databank.review.store.merge_history import Change, ChangedClaim, CurrentLink, Relink


@dataclass(frozen=True, slots=True)
class Decision:
    """A named officer's decision: its ground, the question that it answers, and the earlier
    verdicts that it overrules."""

    by: str
    ground: Ground
    review_id: UUID | None = None
    overrules: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class PersonChange:
    """``person_id`` stays; ``other_person_id`` went into it, or came out of it."""

    change_id: UUID
    person_id: UUID
    other_person_id: UUID


@over_everybody
async def merge_persons(
    tx: Transaction,
    officer: Actor,
    person_id: UUID,
    other_id: UUID,
    decision: Decision,
    purpose: str,
) -> PersonChange:
    """Merge at the request of an officer, with both persons logged."""
    change = await merge(tx, person_id, other_id, decision)
    people = (change.person_id, change.other_person_id)
    await log_change(tx, officer, people, Action.COMBINE, purpose)
    return change


async def merge(
    tx: Transaction,
    person_id: UUID,
    other_id: UUID,
    decision: Decision,
    seen: tuple[UUID, UUID] | None = None,
) -> PersonChange:
    """Merge ``other_id`` into ``person_id``; where only that is provisional, the other way round.

    A provisional person is a stand-in until people answer, and merging is the answer. ``seen`` are
    the claims that were compared; without them, the newest of both.
    """
    await persons.lock_for_relinking(tx.conn)
    first = await require_unmerged(tx, person_id, "personId")
    second = await require_unmerged(tx, other_id, "otherPersonId")
    if person_id == other_id:
        raise FieldRefusedError("otherPersonId", lazy("Dit is dezelfde persoon."))
    if first.provisional and not second.provisional:
        first, second = second, first
    into, gone = first.id, second.id
    await persons.get_for_update(tx.conn, [into, gone])
    links = await merge_history.links_of(tx.conn, [into, gone])
    told = await identity_checks.statuses(tx.conn, [into, gone])
    staying = [link for link in links if link.person_id == into]
    going = [link for link in links if link.person_id == gone]
    await check_cannot_links(tx, _claims(staying), _claims(going), decision)
    change_id = uuid4()
    await merge_history.add(
        tx.conn,
        Change(change_id, ChangeKind.SAMENGEVOEGD, into, gone, tx.now, *_of(decision)),
    )
    await merge_history.add_claims(
        tx.conn,
        change_id,
        [ChangedClaim(link.claim_id, link.person_id == gone, link.id) for link in links],
    )
    await case_corrections.keep_assessments(tx.conn, change_id, [into, gone])
    await _require_link(tx, change_id, seen or await _newest(tx, into, gone), decision)
    relinks = [_joined(link, into, second.provisional) for link in going]
    await merge_history.relink(tx.conn, relinks, tx.now, decision.by)
    await persons.set_merged(tx.conn, gone, into)
    await persons.lead_former(tx.conn, [into])
    await propagate(tx, _claims(going), [into, gone], joining=True)
    tell_changed(tx, told, await identity_checks.statuses(tx.conn, [into, gone]))
    await questions.lapse(tx.conn, into, change_id)
    return PersonChange(change_id, into, gone)


def _joined(link: CurrentLink, into: UUID, was_provisional: bool) -> Relink:
    """What the matcher left open is certain now; the rest is as certain as it was."""
    is_answered = was_provisional and link.decision == LinkOutcome.REVIEW
    confidence = CERTAIN if is_answered else None
    return Relink(link.claim_id, into, link.id, confidence, RelinkDecision.SAMENGEVOEGD)


async def _newest(tx: Transaction, into: UUID, gone: UUID) -> tuple[UUID, UUID]:
    ours = await persons.newest_claim(tx.conn, into)
    theirs = await persons.newest_claim(tx.conn, gone)
    assert ours is not None and theirs is not None  # a living person has a claim
    return ours, theirs


async def _require_link(
    tx: Transaction, change_id: UUID, pair: tuple[UUID, UUID], decision: Decision
) -> None:
    """One link between the two is enough: what each was made of stays a matter of scores."""
    await link_constraints.give(
        tx.conn,
        [pair],
        VerdictKind.MUST,
        tx.now,
        decision.by,
        decision.ground.value,
        decision.review_id,
        change_id,
    )


async def forbid_links(
    tx: Transaction,
    ours: Collection[UUID],
    theirs: Collection[UUID],
    decision: Decision,
    change_id: UUID | None = None,
) -> None:
    """Keep apart: none of these claims is of the person of any of those."""
    await link_constraints.give(
        tx.conn,
        product(ours, theirs),
        VerdictKind.CANNOT,
        tx.now,
        decision.by,
        decision.ground.value,
        decision.review_id,
        change_id,
    )


async def require_unmerged(tx: Transaction, person_id: UUID, field: str) -> PersonRow:
    """A person that was not merged into another."""
    person = await persons.get(tx.conn, person_id)
    if person is None:
        raise FieldRefusedError(field, lazy("Deze persoon kennen we niet."))
    if person.merged_into is not None:
        raise AlreadyMergedError(await persons.survivor(tx.conn, person_id))
    return person


async def check_cannot_links(
    tx: Transaction, ours: Collection[UUID], theirs: Collection[UUID], decision: Decision
) -> None:
    """Refuse, unless the officer looked at each verdict against it and overrules it by name."""
    given = await link_constraints.of_claims(tx.conn, [*ours, *theirs])
    against = [(pair.claim_a, pair.claim_b) for pair in against_joining(given, ours, theirs)]
    await overrule(
        tx,
        against,
        decision,
        lazy(
            "Eerder zei iemand dat dit twee personen zijn. Bekijk dat oordeel opnieuw. Klopt het"
            " niet, geef het dan mee in 'overrules'."
        ),
    )


async def overrule(
    tx: Transaction, pairs: Collection[tuple[UUID, UUID]], decision: Decision, refusal: str
) -> None:
    """End the verdicts on these pairs that the decision names; refuse when it leaves any out."""
    if not pairs:
        return
    standing = await _standing(tx, pairs)
    left = [verdict for verdict in standing if verdict.verdict_id not in decision.overrules]
    if left:
        raise OpposedError(refusal, left)
    await link_constraints.give(
        tx.conn,
        pairs,
        VerdictKind.OPEN,
        tx.now,
        decision.by,
        decision.ground.value,
        decision.review_id,
    )


async def _standing(tx: Transaction, pairs: Collection[tuple[UUID, UUID]]) -> list[EarlierVerdict]:
    """Standing verdicts on these pairs, for the officer who stumbles upon them."""
    sides = {(min(pair), max(pair)) for pair in pairs}
    log = await link_constraints.log_of(
        tx.conn, sorted({claim_id for pair in sides for claim_id in pair})
    )
    return [
        EarlierVerdict(
            verdict.id,
            verdict.claim_a,
            verdict.claim_b,
            verdict.kind,
            verdict.given_at,
            verdict.given_by,
            verdict.reason,
        )
        for verdict in log
        if verdict.until_at is None and (verdict.claim_a, verdict.claim_b) in sides
    ]


def _claims(links: Collection[CurrentLink]) -> list[UUID]:
    return [link.claim_id for link in links]


def _of(decision: Decision) -> tuple[str, Ground, UUID | None]:
    return decision.by, decision.ground, decision.review_id
