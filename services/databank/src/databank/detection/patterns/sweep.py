"""Sweep the changed facts: the hot path notes them, and the patterns look at them shortly after.

Each sweep is one transaction: it takes what was noted, reads the facts around it anew, and brings
the cases up to date. Whatever order facts arrive in, the cases that stand in the end are those of a
recomputation from scratch. One sweep works at a time, whatever the number of instances.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import permutations
from typing import Any
from uuid import UUID, uuid4

from chassis.db import Transaction
from databank.detection.patterns.assess import protect_who_joined
from databank.detection.patterns.rules import PATTERNS, Pattern
from databank.detection.patterns.rules.group_move import places_around
from databank.detection.patterns.rules.occurrence import (
    Case,
    JudgedOccurrence,
    Subject,
    difference,
)
from databank.detection.patterns.rules.pattern import Scope, judge
from databank.detection.patterns.rules.presence import Presence, by_person
from databank.detection.patterns.store import cases as pattern_cases
from databank.detection.patterns.store import presences
from databank.detection.patterns.store import work as pattern_work
from databank.detection.patterns.store.work import Work
from databank.detection.rule_versions.store import versions
from databank.detection.rules.version import Rule

AT_ONCE = 50
"""Rows of work in one sweep: few enough that nobody notices the pause in a busy process."""

FACTS_CHANGED = "feiten_gewijzigd"
"""Reason of cases that vanish where no other is known."""

Stretch = tuple[datetime, datetime]
Stretches = dict[Subject, Stretch]


async def sweep(tx: Transaction) -> int:
    """Look at the oldest work that was noted; gives the number of its rows."""
    work = await pattern_work.take(tx.conn, AT_ONCE)
    if not work:
        return 0
    known = await versions.judging_rules(tx.conn, PATTERNS)
    reasons = {row.person_id: row.reason for row in work if row.reason}
    for rule_id, pattern in PATTERNS.items():
        rule = known[rule_id]
        if rule.versions:
            await _bring_up_to_date(tx, pattern, rule, work, reasons)
    return len(work)


async def _bring_up_to_date(
    tx: Transaction,
    pattern: Pattern,
    rule: Rule[Any],
    work: Sequence[Work],
    reasons: dict[UUID | None, str],
) -> None:
    reach = max(pattern.reach(version.parameters) for version in rule.versions)
    match pattern.scope:
        case Scope.PERSON:
            subjects = _persons(work)
            facts = await presences.of_persons(
                tx.conn, _around(subjects, 2 * reach), looked_at=pattern.looked_at
            )
        case Scope.PREMISES:
            subjects = _premises(work)
            facts = await presences.at_premises(
                tx.conn, _around(subjects, 2 * reach), looked_at=pattern.looked_at
            )
        case Scope.ROUTE:
            subjects, facts = await _routes(tx, pattern, rule, work, reach)
    if subjects:
        await _write(tx, pattern, rule, _widened(subjects, reach), facts, reasons)


async def _write(
    tx: Transaction,
    pattern: Pattern,
    rule: Rule[Any],
    subjects: Stretches,
    facts: Iterable[Presence],
    reasons: dict[UUID | None, str],
) -> None:
    """Cases whose anchor lies within a subject's stretch become what the facts show again."""
    stretches = [(subject, *stretch) for subject, stretch in subjects.items()]
    standing = await pattern_cases.between(tx.conn, pattern.id, stretches)
    written: list[tuple[UUID, JudgedOccurrence, bool]] = []
    grown: list[Case] = []
    withdrawn = []
    for track in rule.tracks:
        judged = [
            each for each in judge(pattern, facts, track, subjects) if _is_within(each, subjects)
        ]
        cases = [each.case for each in standing if each.shadow == track.shadow]
        changes = difference(cases, judged)
        is_shadow = track.shadow is not None
        for each in changes.new:
            known = await pattern_cases.withdrawn_alike(tx.conn, pattern.id, each, shadow=is_shadow)
            written.append((known or uuid4(), each, is_shadow))
        written += [(case.id, each, is_shadow) for case, each in changes.refined]
        grown += [
            case
            for case, each in changes.refined
            if not set(each.occurrence.persons) <= set(case.occurrence.persons)
        ]
        withdrawn += [
            (case.id, _reason(case.occurrence.persons, reasons)) for case in changes.vanished
        ]
    if written:
        await pattern_cases.put(tx.conn, pattern.id, written, tx.now)
    for case in grown:
        await protect_who_joined(tx, case.id, case.occurrence.persons)
    if withdrawn:
        await pattern_cases.withdraw(tx.conn, withdrawn, tx.now)


def _is_within(judged: JudgedOccurrence, subjects: Stretches) -> bool:
    begins, ends = subjects[judged.occurrence.subject]
    return begins <= judged.occurrence.anchor <= ends


def _reason(persons: Iterable[UUID], reasons: dict[UUID | None, str]) -> str:
    return next((reasons[each] for each in persons if each in reasons), FACTS_CHANGED)


def _persons(work: Iterable[Work]) -> Stretches:
    return _joined(
        (Subject(person_id=row.person_id), (row.begins_at, row.ends_at))
        for row in work
        if row.person_id
    )


def _premises(work: Iterable[Work]) -> Stretches:
    return _joined(
        (Subject(premises_id=place), (row.begins_at, row.ends_at))
        for row in work
        for place in (row.premises_id, row.premises_now)
        if place
    )


async def _routes(
    tx: Transaction, pattern: Pattern, rule: Rule[Any], work: Sequence[Work], reach: timedelta
) -> tuple[Stretches, list[Presence]]:
    """Routes that the changes may concern, between the places where a person was around that time,
    or was before the change; with the presences of all who were at both ends of one."""
    touched = _persons(work)
    places: dict[UUID, set[UUID]] = defaultdict(set)
    for row in work:
        if row.person_id:
            ends = (row.premises_id, row.premises_now)
            places[row.person_id] |= {place_id for place_id in ends if place_id}
    near = by_person(await presences.of_persons(tx.conn, _around(touched, reach)))
    for subject, stretch in touched.items():
        if subject.person_id:
            for version in rule.versions:
                places[subject.person_id] |= places_around(
                    near.get(subject.person_id, []),
                    *stretch,
                    version.parameters.min_confidence,
                    pattern.legs,
                )
    routes = _joined(
        (Subject(premises_id=a, to_premises_id=b), stretch)
        for subject, stretch in touched.items()
        if subject.person_id
        for a, b in permutations(sorted(places[subject.person_id]), 2)
    )
    both_ends = _joined(
        (Subject(premises_id=place_id), stretch)
        for route, stretch in routes.items()
        for place_id in (route.premises_id, route.to_premises_id)
    )
    there = await presences.who_was_at(tx.conn, _around(both_ends, 2 * reach))
    people = _joined(
        (Subject(person_id=person_id), stretch)
        for route, stretch in routes.items()
        if route.premises_id and route.to_premises_id
        for person_id in there.get(route.premises_id, set())
        & there.get(route.to_premises_id, set())
    )
    return routes, await presences.of_persons(tx.conn, _around(people, 2 * reach))


def _joined(parts: Iterable[tuple[Subject, Stretch]]) -> Stretches:
    """One stretch for each subject, over all of its parts."""
    joined: Stretches = {}
    for subject, (begins, ends) in parts:
        known = joined.get(subject, (begins, ends))
        joined[subject] = min(known[0], begins), max(known[1], ends)
    return joined


def _widened(subjects: Stretches, reach: timedelta) -> Stretches:
    return {subject: (begins - reach, ends + reach) for subject, (begins, ends) in subjects.items()}


def _around(subjects: Stretches, reach: timedelta) -> list[tuple[UUID, datetime, datetime]]:
    """By the id of a person, or of premises."""
    return [
        (subject_id, begins - reach, ends + reach)
        for subject, (begins, ends) in subjects.items()
        for subject_id in (subject.person_id or subject.premises_id,)
        if subject_id
    ]
