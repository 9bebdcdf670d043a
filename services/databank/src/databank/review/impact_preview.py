"""Preview of the impact of an answer, a merge or a split, before anybody decides it."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from chassis.db import Transaction
from databank.detection.branch_shifts.rules import BranchShiftTrack
from databank.detection.rule_versions.store import versions
from databank.matching.rules.outcomes import LinkOutcome
from databank.review.resolve_question import Question
from databank.review.rules.impact import Impact, compare
from databank.review.rules.question import Answer, Kind
from databank.review.store import merge_history
from databank.sightings.rules.sighting import Sighting
from databank.sightings.store import sightings


@dataclass(frozen=True, slots=True)
class AnswerImpact:
    """``person_id`` is the candidate that the answer is about, if it is about entry."""

    answer: Answer
    person_id: UUID | None
    impact: Impact


@dataclass(frozen=True, slots=True)
class _Entry:
    claim_id: UUID
    sighting: Sighting
    is_doubtful: bool

    @property
    def certain(self) -> Sighting:
        """As it counts when an officer answers what the matcher left open."""
        return replace(self.sighting, confidence=1.0) if self.is_doubtful else self.sighting


async def preview_answers(tx: Transaction, asked: Question) -> list[AnswerImpact]:
    """By today's rule in force; a blind question has none, for it would tell the answer."""
    if asked.kind is Kind.STEEKPROEF:
        return []
    rule = await versions.branch_shift_rule(tx.conn)
    track = next((each for each in rule.tracks if each.shadow is None), None)
    if track is None:
        return []
    seen = await _timelines(tx, [asked.person_id, *asked.others])
    ours = seen[asked.person_id]
    if not asked.others:
        return [_without_claim(asked, ours, track)]
    impacts = []
    for other in asked.others:
        theirs = seen[other]
        now = [_as_is(ours), _as_is(theirs)]
        joined = [[*_certain(ours), *_as_is(theirs)]]
        impacts.append(AnswerImpact(Answer.DEZELFDE, other, compare(now, joined, track)))
    apart = _certain(ours) if asked.is_provisional else _as_is(ours)
    impacts.append(AnswerImpact(Answer.ANDERE, None, compare([_as_is(ours)], [apart], track)))
    return impacts


async def preview_split(tx: Transaction, person_id: UUID, going: Collection[UUID]) -> Impact:
    """Branch shifts that would appear or vanish if these claims were of somebody else."""
    rule = await versions.branch_shift_rule(tx.conn)
    track = next((each for each in rule.tracks if each.shadow is None), None)
    if track is None:
        return Impact((), ())
    ours = (await _timelines(tx, [person_id]))[person_id]
    then = [
        _certain(entry for entry in ours if entry.claim_id in going),
        _as_is(entry for entry in ours if entry.claim_id not in going),
    ]
    return compare([_as_is(ours)], then, track)


async def preview_merge(tx: Transaction, person_id: UUID, other: UUID) -> Impact:
    """Branch shifts that would appear or vanish if these two were one."""
    rule = await versions.branch_shift_rule(tx.conn)
    track = next((each for each in rule.tracks if each.shadow is None), None)
    if track is None:
        return Impact((), ())
    seen = await _timelines(tx, [person_id, other])
    ours, theirs = seen[person_id], seen[other]
    joined = [[*_certain(ours), *_as_is(theirs)]]
    return compare([_as_is(ours), _as_is(theirs)], joined, track)


def _without_claim(asked: Question, ours: list[_Entry], track: BranchShiftTrack) -> AnswerImpact:
    alone = [entry for entry in ours if entry.claim_id == asked.claim_id]
    rest = [entry for entry in ours if entry.claim_id != asked.claim_id]
    then = [_certain(alone), _as_is(rest)]
    return AnswerImpact(Answer.ANDERE, None, compare([_as_is(ours)], then, track))


def _as_is(seen: Iterable[_Entry]) -> list[Sighting]:
    return [entry.sighting for entry in seen]


def _certain(seen: Iterable[_Entry]) -> list[Sighting]:
    return [entry.certain for entry in seen]


async def _timelines(tx: Transaction, people: list[UUID]) -> dict[UUID, list[_Entry]]:
    links = await merge_history.links_of(tx.conn, people)
    doubtful = {link.claim_id for link in links if link.decision == LinkOutcome.REVIEW}
    timelines: dict[UUID, list[_Entry]] = defaultdict(list)
    for person_id, claim_id, sighting in await sightings.counting(tx.conn, people, tx.now):
        timelines[person_id].append(_Entry(claim_id, sighting, claim_id in doubtful))
    return timelines
