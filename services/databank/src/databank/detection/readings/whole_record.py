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
from databank.detection.readings.rules.record import InBranch, Looks, Observation
from databank.detection.rule_versions.store import versions
from databank.sightings.store import sightings


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
    """As of today, of two of the branches in which she was seen."""
    of_person = await observations(tx, [person_id])
    observed = [each for each in of_person[person_id] if each.branch in pair]
    if not observed:
        return WholeRecord((), (), ())
    held, today = await store.looks_held(tx.conn, tx.now), service_day(tx.now)
    looks = Looks(held, await learned_chances(tx, half_year(today), held))
    return WholeRecord(
        tuple(read(observed, looks, today)),
        seen_in(observed, looks, pair),
        tuple(seen_elsewhere(observed)),
    )


async def observations(
    tx: Transaction, person_ids: Sequence[UUID]
) -> dict[UUID, list[Observation]]:
    """Sightings that stand and are certain enough for the rule in force; announced ones wait."""
    rule = await versions.branch_shift_rule(tx.conn)
    found: dict[UUID, list[Observation]] = {person_id: [] for person_id in person_ids}
    for person_id, _, sighting in await sightings.counting(tx.conn, person_ids, tx.now):
        needed = needed_certainty(rule, sighting.seen_at)
        if sighting.basis.is_firm and sighting.confidence >= needed:
            found[person_id].append(Observation(service_day(sighting.seen_at), sighting.branch))
    return found


def seen_in(
    observed: Sequence[Observation], looks: Looks, pair: tuple[Branch, Branch]
) -> tuple[InBranch, ...]:
    """What is counted in each of two branches, by the last day there."""
    days = {branch: [each.on for each in observed if each.branch == branch] for branch in pair}
    seen = [_in_branch(branch, own, looks) for branch, own in days.items() if own]
    return tuple(sorted(seen, key=lambda each: each.last))


def half_year(day: date) -> date:
    """The first day of the half-year of a day."""
    return date(day.year, 1 if day.month < 7 else 7, 1)


@over_everybody
async def learned_chances(
    tx: Transaction, since: date, held: Mapping[Branch, Sequence[date]], *, keep: bool = True
) -> Mapping[Branch, float]:
    """Learned once a half-year, when first asked for, from all days before it; of a branch that
    was looked at later for the first time, then.

    ``keep``: for the whole half-year. Who reads while records still come in leaves that to the
    night, or a half-year would go by the first few that came.
    """
    known = await store.chances(tx.conn, since)
    if held.keys() - known.keys():
        before = {branch: [day for day in days if day < since] for branch, days in held.items()}
        learned = learn(await store.seen(tx.conn, day_start(since)), before)
        if keep:
            await store.add_chances(tx.conn, since, learned)
        known = {branch: each.chance for branch, each in learned.items()} | known
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
