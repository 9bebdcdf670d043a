"""Officers answer questions of identity; what they say outranks every score from then on.

Whoever answers holds the question, so that two officers never answer it at once. Every answer has
a ground, and leads to a verdict on claims, a merge, a split, or the confirmation of a person.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import asyncpg

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.web import Problem
from databank.matching.rules.link_constraints import VerdictKind
from databank.matching.rules.outcomes import LinkOutcome
from databank.matching.store import claims, link_constraints, persons
from databank.matching.store.claims import PersonClaim
from databank.review.blind_sample import note_answer
from databank.review.merge import CERTAIN, Changed, Decision, living, merge, refuse_joining, say_two
from databank.review.propagation import follow
from databank.review.rules import question as review
from databank.review.rules.question import Answer, Ground, Kind, State, Step
from databank.review.split import Parting, split
from databank.review.store import merge_history, own_answers, questions
from databank.review.store.merge_history import Relink

CONFIRMED = "bevestigd"


@dataclass(frozen=True, slots=True)
class Given:
    """``person_id``: about which of the candidates, where there are several.

    ``belongs_to``: to which of two persons the claim belongs, when they are not one.
    """

    answer: Answer
    ground: Ground
    person_id: UUID | None = None
    belongs_to: UUID | None = None
    overrules: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Answered:
    review_id: UUID
    state: State
    change: Changed | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question with the persons that it is about as they are now.

    ``others`` are those that the claim may be, the likeliest first, without ``person_id``.
    """

    id: UUID
    kind: Kind
    reason: str
    claim_id: UUID
    person_id: UUID
    others: tuple[UUID, ...]
    is_provisional: bool


async def take(tx: Transaction, review_id: UUID, by: str) -> asyncpg.Record:
    """Hold a question for a while; again, to hold it longer."""
    row = await _open(tx, review_id, by, Step.NEMEN)
    await questions.lease(tx.conn, review_id, by, tx.now + review.LEASE)
    return row


async def release(tx: Transaction, review_id: UUID, by: str) -> asyncpg.Record:
    row = await _open(tx, review_id, by, Step.LOSLATEN)
    await questions.lease(tx.conn, review_id, None, None)
    return row


async def answer(tx: Transaction, review_id: UUID, by: str, given: Given) -> Answered:
    """Merges and splits wait for each other, so the lock of those comes before the question's."""
    await persons.lock_for_relinking(tx.conn)
    row = await _open(tx, review_id, by, Step.ANTWOORDEN)
    asked = await question(tx, row)
    decision = Decision(by, given.ground, review_id, given.overrules)
    if asked.kind is Kind.STEEKPROEF:
        await note_answer(tx, row, given.answer)
        change, is_answered = None, True
    else:
        change, is_answered = await _act(tx, asked, given, decision)
    if not is_answered:
        return Answered(review_id, State.OPEN)
    await questions.close(
        tx.conn,
        review_id,
        given.answer.value,
        given.ground.value,
        by,
        tx.now,
        change.change_id if change else None,
    )
    return Answered(review_id, State.BEANTWOORD, change)


async def question(tx: Transaction, row: asyncpg.Record) -> Question:
    """Merged candidates are the persons that they went into."""
    named = [UUID(str(one["personId"])) for one in row["ranked"]]
    if row["other_person_id"]:
        named.insert(0, row["other_person_id"])
    others = [await persons.survivor(tx.conn, one) for one in named]
    person = await persons.get(tx.conn, row["person_id"])
    assert person is not None  # persons are never removed
    return Question(
        row["id"],
        Kind(row["kind"]),
        row["reason"],
        row["claim_id"],
        row["person_id"],
        tuple(dict.fromkeys(one for one in others if one and one != row["person_id"])),
        person.provisional,
    )


async def _open(tx: Transaction, review_id: UUID, by: str, step: Step) -> asyncpg.Record:
    row = await questions.hold(tx.conn, review_id)
    if row is None:
        raise Problem.not_found(lazy("Deze vraag"))
    state = State(row["state"])
    if (state, step) not in review.TRANSITIONS:
        raise Problem.conflict(lazy("Deze vraag is niet meer open."), allowed=review.allowed(state))
    if row["held_by"] != by and review.is_held(row["held_by"], row["held_until"], tx.now):
        raise Problem(
            409,
            "in-behandeling",
            lazy("Een collega bekijkt deze vraag. Kies een andere, of wacht tot die klaar is."),
            extra={"heldBy": row["held_by"], "heldUntil": row["held_until"].isoformat()},
        )
    return row


async def _act(
    tx: Transaction, asked: Question, given: Given, decision: Decision
) -> tuple[Changed | None, bool]:
    """What changed, and whether the question is answered by it."""
    if given.answer is Answer.NIET_TE_ZEGGEN:
        await _say_open(tx, asked, decision)
        return None, True
    if not asked.others:
        return await _judge_link(tx, asked, given, decision), True
    about = _about(asked, given)
    if given.answer is Answer.DEZELFDE:
        if len(about) > 1:
            raise Problem.field("personId", lazy("Kies met welke persoon dit dezelfde is."))
        return await _join(tx, asked, about[0], decision), True
    return await _tell_apart(tx, asked, about, given, decision)


def _about(asked: Question, given: Given) -> tuple[UUID, ...]:
    if given.person_id is None:
        return asked.others
    if given.person_id not in asked.others:
        raise Problem.field("personId", lazy("Over deze persoon gaat de vraag niet."))
    return (given.person_id,)


async def _join(tx: Transaction, asked: Question, other: UUID, decision: Decision) -> Changed:
    theirs = await persons.anchor(tx.conn, other)
    assert theirs is not None  # a living person has a claim
    return await merge(tx, other, asked.person_id, decision, (asked.claim_id, theirs))


async def _tell_apart(
    tx: Transaction,
    asked: Question,
    about: Sequence[UUID],
    given: Given,
    decision: Decision,
) -> tuple[Changed | None, bool]:
    """The claim, or the whole person where two persons are compared, is none of these."""
    mine = [link["claim_id"] for link in await merge_history.links_of(tx.conn, [asked.person_id])]
    is_about_claim = asked.kind is Kind.KOPPELING and asked.is_provisional
    for other in about:
        theirs = [link["claim_id"] for link in await merge_history.links_of(tx.conn, [other])]
        if given.belongs_to == other:
            return await _move(tx, asked, mine, other, decision), True
        await say_two(tx, [asked.claim_id] if is_about_claim else mine, theirs, decision)
    if set(asked.others) - set(about):
        return None, False
    if asked.is_provisional:
        await confirm(tx, asked.person_id, decision)
    return None, True


async def _move(
    tx: Transaction, asked: Question, mine: Sequence[UUID], other: UUID, decision: Decision
) -> Changed:
    """Two persons, and the claim that fits both belongs to the other one."""
    if len(mine) == 1:
        raise Problem.field("belongsTo", lazy("Dan is het dezelfde persoon. Antwoord dat."))
    return await split(
        tx, asked.person_id, Parting(frozenset([asked.claim_id]), to=other), decision
    )


async def _judge_link(
    tx: Transaction, asked: Question, given: Given, decision: Decision
) -> Changed | None:
    """Does the claim belong with the other claims of its person?"""
    mine = [link["claim_id"] for link in await merge_history.links_of(tx.conn, [asked.person_id])]
    others = [claim_id for claim_id in mine if claim_id != asked.claim_id]
    if not others:
        if asked.is_provisional:
            await confirm(tx, asked.person_id, decision)
        return None
    if given.answer is Answer.ANDERE:
        return await split(tx, asked.person_id, Parting(frozenset([asked.claim_id])), decision)
    await refuse_joining(tx, [asked.claim_id], others, decision)
    await link_constraints.give(
        tx.conn,
        [(asked.claim_id, others[-1])],
        VerdictKind.MUST,
        tx.now,
        decision.by,
        decision.ground.value,
        decision.review_id,
    )
    return None


async def confirm(tx: Transaction, person_id: UUID, decision: Decision) -> None:
    """People answered that this is nobody else: the stand-in is a person, and its claims count."""
    await persons.get_for_update(tx.conn, [person_id])
    await persons.confirm(tx.conn, person_id)
    links = await merge_history.links_of(tx.conn, [person_id])
    relinks = [
        Relink(link["claim_id"], person_id, link["id"], CERTAIN, CONFIRMED)
        for link in links
        if link["decision"] == LinkOutcome.REVIEW
    ]
    await merge_history.relink(tx.conn, relinks, tx.now, decision.by)
    await follow(tx, [one.claim_id for one in relinks], [person_id])


async def _say_open(tx: Transaction, asked: Question, decision: Decision) -> None:
    for other in asked.others:
        theirs = await persons.anchor(tx.conn, other)
        if theirs is not None:
            await link_constraints.give(
                tx.conn,
                [(asked.claim_id, theirs)],
                VerdictKind.OPEN,
                tx.now,
                decision.by,
                decision.ground.value,
                decision.review_id,
            )


async def propose(
    tx: Transaction, person_id: UUID, other_id: UUID, ground: Ground, by: str
) -> UUID:
    """The question that was put; one about the same two that is still open, when there is one."""
    await persons.block_relinking(tx.conn)
    await living(tx, person_id, "personId")
    await living(tx, other_id, "otherPersonId")
    if person_id == other_id:
        raise Problem.field("otherPersonId", lazy("Dit is dezelfde persoon."))
    known = await own_answers.asked_about(tx.conn, person_id, other_id)
    if known is not None:
        return known
    claim_id = await persons.anchor(tx.conn, person_id)
    assert claim_id is not None  # a living person has a claim
    return await questions.propose(tx.conn, claim_id, person_id, other_id, ground.value, by, tx.now)


async def blind_side(tx: Transaction, row: asyncpg.Record) -> list[PersonClaim]:
    """The claims that the sampled one is compared with, whatever was decided about it."""
    other = await persons.survivor(tx.conn, row["other_person_id"])
    found = await claims.of_person(tx.conn, other) if other else []
    return [one for one in found if one.id != row["claim_id"]]


async def ranked_now(tx: Transaction, row: asyncpg.Record) -> dict[UUID, dict[str, Any]]:
    """The matcher's words by person of today; of persons that were merged, the likeliest."""
    found: dict[UUID, dict[str, Any]] = {}
    for one in row["ranked"]:
        now = await persons.survivor(tx.conn, UUID(str(one["personId"])))
        if now is not None:
            found.setdefault(now, one)
    return found
