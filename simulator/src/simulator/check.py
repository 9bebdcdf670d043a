"""Checks at the end: the services' data against what the city sent and the truth it knows."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from contracts import EVENTS, Branch
from contracts.databank import InspectionCompleted, ShiftVerified
from contracts.pandkalender import (
    ShiftCancelled,
    ShiftChanged,
    ShiftDeclared,
    ShiftEnded,
    ShiftLapsed,
)
from simulator.play.actors import OPERATOR, TEAM_LEADER
from simulator.play.http import Http, SurpriseError
from simulator.play.ledger import HeldShift, Ledger
from simulator.tap import Tap
from simulator.truth import Case, Move, Verdict, judge

SWEEP = timedelta(hours=2)
"""So long after its end the calendar's own clock has ended a shift for sure."""
MOST_REMARKS = 10
"""Remarks in the summary."""
OLDER = "legacy_"
"""The kinds of sightings that an older database told of begin with it."""
WITHDRAWN = ("ingetrokken", "foutieve_koppeling")


@dataclass
class Balance:
    """Items missing or there too often, with a sentence for each kind of trouble."""

    lost: int = 0
    doubled: int = 0
    remarks: list[str] = field(default_factory=list)

    def add(self, what: str, *, lost: int = 0, doubled: int = 0) -> None:
        self.lost += lost
        self.doubled += doubled
        if lost:
            self.remarks.append(f"{lost} {what} lost")
        if doubled:
            self.remarks.append(f"{doubled} {what} doubled")


async def shifts(http: Http, ledger: Ledger, now: datetime, balance: Balance) -> None:
    """Compare shifts: calendar and police hold every accepted one once, as it was last changed.

    The police also know each worker as one person, however often and by whom she was declared.
    """
    for service in ("pandkalender", "databank"):
        rows = [row async for row in http.every(service, "/v1/shifts", TEAM_LEADER, now)]
        compare_shifts(service, rows, ledger.shifts.values(), now, balance)
        if service == "databank":
            compare_people(rows, ledger.shifts.values(), balance)


def compare_people(
    rows: Iterable[Mapping[str, Any]], sent: Iterable[HeldShift], balance: Balance
) -> None:
    """Remark on one person who became several, and on several who became one."""
    person_of = {shift.id: shift.person for shift in sent}
    known_as: dict[str, set[str]] = {}
    holds: dict[str, set[str]] = {}
    for row in rows:
        if person := person_of.get(row["shiftId"]):
            known_as.setdefault(person, set()).add(row["personId"])
            holds.setdefault(row["personId"], set()).add(person)
    split = sum(len(ids) > 1 for ids in known_as.values())
    merged = sum(len(people) > 1 for people in holds.values())
    if split:
        balance.remarks.append(f"{split} workers are several persons in the databank")
    if merged:
        balance.remarks.append(f"{merged} persons in the databank are several workers")


def compare_shifts(
    service: str,
    rows: Sequence[Mapping[str, Any]],
    sent: Iterable[HeldShift],
    now: datetime,
    balance: Balance,
) -> None:
    times = Counter(row["shiftId"] for row in rows)
    held = {row["shiftId"]: row for row in rows}
    wanted = {shift.id: shift for shift in sent}
    missing = wanted.keys() - held.keys()
    balance.add(f"shifts in {service}", lost=len(missing), doubled=len(held.keys() - wanted.keys()))
    balance.add(f"rows in {service}", doubled=sum(times.values()) - len(times))
    stale = [
        shift
        for shift_id, shift in wanted.items()
        if shift_id in held and not _is_as_sent(held[shift_id], shift, now)
    ]
    balance.add(f"changes of shifts in {service}", lost=len(stale))


def _is_as_sent(row: Mapping[str, Any], shift: HeldShift, now: datetime) -> bool:
    return (
        datetime.fromisoformat(row["startsAt"]) == shift.starts_at
        and datetime.fromisoformat(row["endsAt"]) == shift.ends_at
        and row["roomId"] == shift.room_id
        and row["state"] in _states(shift, now)
    )


def _states(shift: HeldShift, now: datetime) -> set[str]:
    """The states that a shift may have now; the clock ends it if nobody does."""
    if shift.state in ("geannuleerd", "beeindigd"):
        return {shift.state}
    if shift.state == "vervallen":  # to the police it is one that does not take place
        return {"vervallen", "geannuleerd"}
    if shift.ends_at + SWEEP <= now:
        return {"beeindigd"}
    under_way = {"bezig"} if shift.starts_at <= now else set()
    over = {"beeindigd"} if shift.ends_at <= now else set()
    return {shift.state} | under_way | over


async def facts(http: Http, tap: Tap, now: datetime, balance: Balance) -> None:
    """Compare facts: reporting keeps every event that went by and that it may read, once."""
    answer = await http.get("reporting", "/v1/facts/counts", OPERATOR, now)
    if not answer.ok:
        raise SurpriseError("reporting", answer)
    compare_counts(
        {event: count["facts"] for event, count in answer.body.items()},
        {event: tap.types[event] for event in answer.body},
        "facts in reporting",
        balance,
    )


def compare_counts(
    held: Mapping[str, int], sent: Mapping[str, int], what: str, balance: Balance
) -> None:
    for event, count in sent.items():
        surplus = held.get(event, 0) - count
        name = EVENTS[event].__name__ if event in EVENTS else event
        balance.add(f"{what} ({name})", lost=max(0, -surplus), doubled=max(0, surplus))


def published(ledger: Ledger, tap: Tap, balance: Balance) -> None:
    """Compare events: all that services accepted by HTTP was told on the bus, once each."""
    sent = {
        ShiftDeclared.type: ledger.counts["declared"],
        ShiftChanged.type: ledger.counts["changed"],
        ShiftCancelled.type: ledger.counts["cancelled"],
        ShiftLapsed.type: ledger.counts["lapsed"],
        ShiftVerified.type: ledger.counts["seen at work"],
        InspectionCompleted.type: ledger.counts["inspected"],
    }
    compare_counts(tap.types, sent, "events", balance)
    ended = tap.types[ShiftEnded.type]
    balance.add("events (ShiftEnded)", lost=max(0, ledger.counts["ended"] - ended))


async def cases(http: Http, now: datetime) -> list[Case]:
    """The databank's cases that stand."""
    found = http.every("databank", "/v1/branch-shifts", TEAM_LEADER, now)
    rows = [row async for row in found if row["state"] not in WITHDRAWN]
    imported = await _imported(http, rows, now)
    return cases_of(rows, imported)


def cases_of(rows: Iterable[Mapping[str, Any]], imported: Mapping[str, str]) -> list[Case]:
    """``imported`` has the row of an older database by the id of the sighting that it gave."""
    return [_case(row, imported) for row in rows]


async def _imported(http: Http, rows: Iterable[Mapping[str, Any]], now: datetime) -> dict[str, str]:
    """The row of the older databank by the id of the sighting that it gave."""
    told_of = {
        row["personId"]
        for row in rows
        if any(each["sourceKind"].startswith(OLDER) for each in row["evidence"])
    }
    found = {}
    for person in sorted(told_of):
        path = f"/v1/persons/{person}/sources"
        async for source in http.every("databank", path, TEAM_LEADER, now):
            found.update({fact["factId"]: source["rowId"] for fact in source["facts"]})
    return found


async def branch_shifts(http: Http, ledger: Ledger, now: datetime) -> Verdict:
    """The cases that stand, against the moves that the truth shows."""
    return judge(ledger.truth.moves(now), await cases(http, now))


def _case(row: Mapping[str, Any], imported: Mapping[str, str]) -> Case:
    before, after = (
        (each["sourceKind"], imported.get(each["sourceId"], each["sourceId"]))
        for each in row["evidence"]
    )
    return Case(
        id=row["caseId"],
        person_id=row["personId"],
        from_branch=Branch(row["fromBranch"]),
        to_branch=Branch(row["toBranch"]),
        before=before,
        after=after,
        announced=row["basis"] == "aangekondigd",
    )


def remarks(verdict: Verdict) -> list[str]:
    """Sentences on wrong branch shifts, without naming anybody."""
    missed = [f"missed: {_direction(move)} of {move.person}" for move in verdict.missed]
    false = [f"false: {_direction(case)} (case {case.id})" for case in verdict.false]
    several = [
        f"{person} is {len(ids)} persons in the databank"
        for person, ids in verdict.people.items()
        if len(ids) > 1
    ]
    return [*missed, *false, *several][:MOST_REMARKS]


def _direction(move: Move | Case) -> str:
    announced = ", announced," if move.announced else ""
    return f"{move.from_branch} to {move.to_branch}{announced}"
