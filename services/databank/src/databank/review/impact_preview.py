"""What follows from each answer to a question, before anybody answers it."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from chassis.db import Transaction
from databank.detection import store as sightings
from databank.detection.branch_shifts.rules import BranchShiftTrack, Sighting
from databank.detection.rule_versions.store import versions
from databank.matching.rules.outcomes import LinkOutcome
from databank.review.answer import Question
from databank.review.rules.consequence import Consequence, compare
from databank.review.rules.question import Answer, Kind
from databank.review.store import merge_history


@dataclass(frozen=True, slots=True)
class Outlook:
    """``person_id`` is the candidate that the answer is about, if it is about one."""

    answer: Answer
    person_id: UUID | None
    consequence: Consequence


@dataclass(frozen=True, slots=True)
class _Seen:
    claim_id: UUID
    sighting: Sighting
    is_doubtful: bool

    @property
    def certain(self) -> Sighting:
        """As it counts when an officer answers what the matcher left open."""
        return replace(self.sighting, confidence=1.0) if self.is_doubtful else self.sighting


async def outlook(tx: Transaction, asked: Question) -> list[Outlook]:
    """By today's rule in force; a blind question has no outlook, for it would tell the answer."""
    if asked.kind is Kind.STEEKPROEF:
        return []
    rule = await versions.branch_shift_rule(tx.conn)
    track = next((one for one in rule.tracks if one.shadow is None), None)
    if track is None:
        return []
    seen = await _timelines(tx, [asked.person_id, *asked.others])
    mine = seen[asked.person_id]
    if not asked.others:
        return [_without_claim(asked, mine, track)]
    found = []
    for other in asked.others:
        theirs = seen[other]
        now = [_as_is(mine), _as_is(theirs)]
        joined = [[*_certain(mine), *_as_is(theirs)]]
        found.append(Outlook(Answer.DEZELFDE, other, compare(now, joined, track)))
    apart = _certain(mine) if asked.is_provisional else _as_is(mine)
    found.append(Outlook(Answer.ANDERE, None, compare([_as_is(mine)], [apart], track)))
    return found


async def outlook_of_split(
    tx: Transaction, person_id: UUID, going: Collection[UUID]
) -> Consequence:
    """Which moves would appear or vanish if these claims were of somebody else."""
    rule = await versions.branch_shift_rule(tx.conn)
    track = next((one for one in rule.tracks if one.shadow is None), None)
    if track is None:
        return Consequence((), ())
    mine = (await _timelines(tx, [person_id]))[person_id]
    then = [
        _certain(one for one in mine if one.claim_id in going),
        _as_is(one for one in mine if one.claim_id not in going),
    ]
    return compare([_as_is(mine)], then, track)


async def outlook_of_merge(tx: Transaction, person_id: UUID, other: UUID) -> Consequence:
    """Which moves would appear or vanish if these two were one."""
    rule = await versions.branch_shift_rule(tx.conn)
    track = next((one for one in rule.tracks if one.shadow is None), None)
    if track is None:
        return Consequence((), ())
    seen = await _timelines(tx, [person_id, other])
    mine, theirs = seen[person_id], seen[other]
    joined = [[*_certain(mine), *_as_is(theirs)]]
    return compare([_as_is(mine), _as_is(theirs)], joined, track)


def _without_claim(asked: Question, mine: list[_Seen], track: BranchShiftTrack) -> Outlook:
    alone = [one for one in mine if one.claim_id == asked.claim_id]
    rest = [one for one in mine if one.claim_id != asked.claim_id]
    then = [_certain(alone), _as_is(rest)]
    return Outlook(Answer.ANDERE, None, compare([_as_is(mine)], then, track))


def _as_is(seen: Iterable[_Seen]) -> list[Sighting]:
    return [one.sighting for one in seen]


def _certain(seen: Iterable[_Seen]) -> list[Sighting]:
    return [one.certain for one in seen]


async def _timelines(tx: Transaction, people: list[UUID]) -> dict[UUID, list[_Seen]]:
    links = await merge_history.links_of(tx.conn, people)
    doubtful = {link["claim_id"] for link in links if link["decision"] == LinkOutcome.REVIEW}
    known = await sightings.of_persons(tx.conn, people, [link["claim_id"] for link in links])
    timelines: dict[UUID, list[_Seen]] = defaultdict(list)
    for each in known:
        if each.withdrawn_at is None:
            sighting = Sighting(each.id, each.branch, each.seen_at, each.confidence)
            is_doubtful = each.claim_id in doubtful
            timelines[each.person_id].append(_Seen(each.claim_id, sighting, is_doubtful))
    return timelines
