"""Read the whole record of a person in two branches, as it stands now."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chassis.days import day_start, service_day
from chassis.db import Transaction
from contracts.branches import Branch
from databank.access.shields.view import over_everybody
from databank.detection.branch_shifts.rules import needed_certainty
from databank.detection.readings import store
from databank.detection.readings.rules.chance import learn, missed_by_chance
from databank.detection.readings.rules.elsewhere import SeenElsewhere, seen_elsewhere
from databank.detection.readings.rules.reading import Reading, read
from databank.detection.readings.rules.record import Looks, Observation
from databank.detection.rule_versions.store import versions
from databank.sightings.store import sightings


@dataclass(frozen=True, slots=True)
class InBranch:
    """What is counted for a reading. ``missed``: looks since ``last`` that did not meet her, of
    whom ``by_chance`` is the share of those at work there who would be missed so often; None in
    the window branch, where each shift is declared."""

    branch: Branch
    times: int
    last: date
    missed: int
    by_chance: float | None


@dataclass(frozen=True, slots=True)
class WholeRecord:
    """``readings`` is empty where the whole record says neither; ``elsewhere`` where she was never
    new in one of the two while known in the other. All are in order of time."""

    readings: tuple[Reading, ...]
    seen: tuple[InBranch, ...]
    elsewhere: tuple[SeenElsewhere, ...]


async def whole_record(
    tx: Transaction, person_id: UUID, pair: tuple[Branch, Branch]
) -> WholeRecord:
    """Sightings that stand and are certain enough for the rule in force; announced ones wait."""
    rule = await versions.branch_shift_rule(tx.conn)
    observed = [
        Observation(service_day(sighting.seen_at), sighting.branch)
        for _, _, sighting in await sightings.counting(tx.conn, [person_id], tx.now)
        if sighting.branch in pair
        and sighting.basis.is_firm
        and sighting.confidence >= needed_certainty(rule, sighting.seen_at)
    ]
    if not observed:
        return WholeRecord((), (), ())
    held, today = await store.looks_held(tx.conn, tx.now), service_day(tx.now)
    looks = Looks(held, await learned_chances(tx, half_year(today), held))
    seen = [
        _in_branch(branch, [each.on for each in observed if each.branch == branch], looks)
        for branch in pair
        if any(each.branch == branch for each in observed)
    ]
    return WholeRecord(
        tuple(read(observed, looks, today)),
        tuple(sorted(seen, key=lambda each: each.last)),
        tuple(seen_elsewhere(observed)),
    )


def half_year(day: date) -> date:
    """The first day of the half-year of a day."""
    return date(day.year, 1 if day.month < 7 else 7, 1)


@over_everybody
async def learned_chances(
    tx: Transaction, since: date, held: Mapping[Branch, Sequence[date]]
) -> Mapping[Branch, float]:
    """Learned once a half-year, when first asked for, from all days before it."""
    known = await store.chances(tx.conn, since)
    if not known:
        before = {branch: [day for day in days if day < since] for branch, days in held.items()}
        learned = learn(await store.seen(tx.conn, day_start(since)), before)
        await store.add_chances(tx.conn, since, learned)
        known = {branch: each.chance for branch, each in learned.items()}
    return known


def _in_branch(branch: Branch, days: Sequence[date], looks: Looks) -> InBranch:
    own = sorted(set(days))
    if branch == Branch.RAAM or branch not in looks.chance:
        return InBranch(branch, len(own), own[-1], 0, None)
    held = looks.days[branch]
    missed = len(held) - bisect_right(held, own[-1])
    between = bisect_right(held, own[-1]) - bisect_right(held, own[0])
    met = len(own) - 1
    share = missed_by_chance(looks.chance[branch], met, max(met, between), missed)
    return InBranch(branch, len(own), own[-1], missed, share)
