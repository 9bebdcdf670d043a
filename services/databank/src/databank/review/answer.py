"""Answer a question of identity; what an officer says outranks every score from then on.

Whoever answers holds the question, so that two officers never answer it at once. Every answer has
a ground, and leads to a verdict on claims, a merge, a split, or the confirmation of a person.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from chassis.web import Action, Actor
from databank.access.shields.view import over_everybody
from databank.matching.rules.link_constraints import VerdictKind
from databank.matching.rules.outcomes import LinkOutcome
from databank.matching.store import link_constraints
from databank.persons.store import persons
from databank.review import blind_sample
from databank.review.hold_question import open_for
from databank.review.log_access import log_question
from databank.review.merge import Decision, PersonChange, check_cannot_links, forbid_links, merge
from databank.review.propagation import propagate
from databank.review.resolve_question import Question, resolve
from databank.review.rules.change import CERTAIN, RelinkDecision
from databank.review.rules.question import Answer, Ground, Kind, State, Step
from databank.review.split import SplitPlan, split
from databank.review.store import merge_history, questions
from databank.review.store.merge_history import Relink


@dataclass(frozen=True, slots=True)
class OfficerAnswer:
    """``person_id``: about which of the candidates, where there are several.

    ``belongs_to``: to which of two persons the claim belongs, when they are not one.
    """

    answer: Answer
    ground: Ground
    person_id: UUID | None = None
    belongs_to: UUID | None = None
    overrules: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class AnswerResult:
    """The question after an answer: still open where other candidates are left to judge."""

    review_id: UUID
    state: State
    change: PersonChange | None = None


@over_everybody
async def answer(
    tx: Transaction, officer: Actor, review_id: UUID, given: OfficerAnswer, purpose: str
) -> AnswerResult:
    """Answer, log whom it was about, and show the quality of the matcher anew."""
    result = await _answer(tx, review_id, officer.subject, given)
    row = await questions.get(tx.conn, review_id)
    assert row is not None  # it was just answered
    await log_question(tx, officer, await resolve(tx, row), purpose, Action.COMBINE)
    blind_sample.show((await blind_sample.quality(tx)).overall)
    return result


async def _answer(tx: Transaction, review_id: UUID, by: str, given: OfficerAnswer) -> AnswerResult:
    """Merges and splits wait for each other, so the lock of those comes before the question's."""
    await persons.lock_for_relinking(tx.conn)
    row = await open_for(tx, review_id, by, Step.ANTWOORDEN)
    asked = await resolve(tx, row)
    decision = Decision(by, given.ground, review_id, given.overrules)
    change: PersonChange | None
    if asked.kind is Kind.STEEKPROEF:
        await blind_sample.note_answer(tx, row, given.answer)
        change, is_answered = None, True
    else:
        change, is_answered = await _act(tx, asked, given, decision)
    if not is_answered:
        return AnswerResult(review_id, State.OPEN)
    change_id = change.change_id if change else None
    await questions.close(tx.conn, review_id, given.answer, given.ground, by, tx.now, change_id)
    return AnswerResult(review_id, State.BEANTWOORD, change)


async def _act(
    tx: Transaction, asked: Question, given: OfficerAnswer, decision: Decision
) -> tuple[PersonChange | None, bool]:
    """The change, if any, and whether the question is answered by it."""
    if given.answer is Answer.NIET_TE_ZEGGEN:
        await _say_open(tx, asked, decision)
        return None, True
    if not asked.others:
        return await _judge_link(tx, asked, given, decision), True
    about = _about(asked, given)
    if given.answer is Answer.DEZELFDE:
        if len(about) > 1:
            raise FieldRefusedError("personId", lazy("Kies met welke persoon dit dezelfde is."))
        return await _join(tx, asked, about[0], decision), True
    return await _tell_apart(tx, asked, about, given, decision)


def _about(asked: Question, given: OfficerAnswer) -> tuple[UUID, ...]:
    if given.person_id is None:
        return asked.others
    if given.person_id not in asked.others:
        raise FieldRefusedError("personId", lazy("Over deze persoon gaat de vraag niet."))
    return (given.person_id,)


async def _join(tx: Transaction, asked: Question, other: UUID, decision: Decision) -> PersonChange:
    theirs = await persons.newest_claim(tx.conn, other)
    assert theirs is not None  # a living person has a claim
    return await merge(tx, other, asked.person_id, decision, (asked.claim_id, theirs))


async def _tell_apart(
    tx: Transaction,
    asked: Question,
    about: Sequence[UUID],
    given: OfficerAnswer,
    decision: Decision,
) -> tuple[PersonChange | None, bool]:
    """The claim, or the whole person where two persons are compared, is none of these."""
    ours = await merge_history.claim_ids_of(tx.conn, asked.person_id)
    is_about_claim = asked.kind is Kind.KOPPELING and asked.is_provisional
    for other in about:
        theirs = await merge_history.claim_ids_of(tx.conn, other)
        if given.belongs_to == other:
            return await _move(tx, asked, ours, other, decision), True
        await forbid_links(tx, [asked.claim_id] if is_about_claim else ours, theirs, decision)
    if set(asked.others) - set(about):
        return None, False
    if asked.is_provisional:
        await confirm(tx, asked.person_id, decision)
    return None, True


async def _move(
    tx: Transaction, asked: Question, ours: Sequence[UUID], other: UUID, decision: Decision
) -> PersonChange:
    """Two persons, and the claim that fits both belongs to the other one."""
    if len(ours) == 1:
        raise FieldRefusedError("belongsTo", lazy("Dan is het dezelfde persoon. Antwoord dat."))
    plan = SplitPlan(frozenset([asked.claim_id]), to=other)
    return await split(tx, asked.person_id, plan, decision)


async def _judge_link(
    tx: Transaction, asked: Question, given: OfficerAnswer, decision: Decision
) -> PersonChange | None:
    """Judge whether the claim belongs with the other claims of its person."""
    ours = await merge_history.claim_ids_of(tx.conn, asked.person_id)
    others = [claim_id for claim_id in ours if claim_id != asked.claim_id]
    if not others:
        if asked.is_provisional:
            await confirm(tx, asked.person_id, decision)
        return None
    if given.answer is Answer.ANDERE:
        return await split(tx, asked.person_id, SplitPlan(frozenset([asked.claim_id])), decision)
    await check_cannot_links(tx, [asked.claim_id], others, decision)
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
        Relink(link.claim_id, person_id, link.id, CERTAIN, RelinkDecision.BEVESTIGD)
        for link in links
        if link.decision == LinkOutcome.REVIEW
    ]
    await merge_history.relink(tx.conn, relinks, tx.now, decision.by)
    await propagate(tx, [relink.claim_id for relink in relinks], [person_id])


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
