"""Losses and doubles are found by comparing what was sent with what is held."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from contracts.pandkalender import ShiftDeclared
from simulator import gauges
from simulator.check import Balance, compare_counts, compare_people, compare_shifts
from simulator.play.ledger import HeldShift

STARTS = datetime(2026, 1, 5, 7, tzinfo=UTC)
SENT = HeldShift("s1", "r1", "P1", STARTS, STARTS + timedelta(hours=12), "aangegeven")
BEFORE, LATER = STARTS - timedelta(hours=3), STARTS + timedelta(hours=20)


def row(**changes: Any) -> dict[str, Any]:
    held = {
        "shiftId": "s1",
        "roomId": "r1",
        "startsAt": "2026-01-05T07:00:00Z",
        "endsAt": "2026-01-05T20:00:00+01:00",
        "state": "aangegeven",
    }
    return held | changes


def compared(
    rows: list[dict[str, Any]], sent: list[HeldShift], now: datetime = BEFORE
) -> tuple[int, int]:
    balance = Balance()
    compare_shifts("databank", rows, sent, now, balance)
    return balance.lost, balance.doubled


def test_what_is_held_as_it_was_sent_is_neither_lost_nor_doubled() -> None:
    assert compared([row()], [SENT]) == (0, 0)


def test_an_accepted_shift_that_is_not_held_is_lost() -> None:
    assert compared([], [SENT]) == (1, 0)


def test_a_shift_that_is_held_twice_is_doubled() -> None:
    assert compared([row(), row()], [SENT]) == (0, 1)


def test_a_shift_that_nobody_sent_is_doubled() -> None:
    assert compared([row(), row(shiftId="s2")], [SENT]) == (0, 1)


def test_a_change_that_did_not_arrive_is_lost() -> None:
    changed = replace(SENT, state="gewijzigd", room_id="r2")
    assert compared([row()], [changed]) == (1, 0)
    assert compared([row(state="gewijzigd", roomId="r2")], [changed]) == (0, 0)


def test_a_cancellation_that_did_not_arrive_is_lost() -> None:
    assert compared([row()], [replace(SENT, state="geannuleerd")]) == (1, 0)


def test_a_shift_that_nobody_ended_is_ended_by_the_clock() -> None:
    assert compared([row(state="beeindigd")], [SENT], LATER) == (0, 0)
    assert compared([row()], [SENT], LATER) == (1, 0)
    assert compared([row(state="beeindigd")], [SENT], BEFORE) == (1, 0)


def people(*held: tuple[str, str, str]) -> list[str]:
    """Remarks on shifts, each with its worker and the databank's person."""
    balance = Balance()
    rows = [row(shiftId=shift, personId=person) for shift, _, person in held]
    sent = [replace(SENT, id=shift, person=worker) for shift, worker, _ in held]
    compare_people(rows, sent, balance)
    return balance.remarks


def test_one_worker_is_one_person() -> None:
    assert people(("s1", "P1", "a"), ("s2", "P1", "a"), ("s3", "P2", "b")) == []


def test_a_worker_who_became_two_persons_is_told() -> None:
    assert people(("s1", "P1", "a"), ("s2", "P1", "b")) == [
        "1 workers are several persons in the databank"
    ]


def test_two_workers_who_became_one_person_are_told() -> None:
    assert people(("s1", "P1", "a"), ("s2", "P2", "a")) == [
        "1 persons in the databank are several workers"
    ]


def test_counts_tell_what_is_missing_and_what_is_too_much() -> None:
    balance = Balance()
    compare_counts({ShiftDeclared.type: 3}, {ShiftDeclared.type: 5}, "facts", balance)
    compare_counts({ShiftDeclared.type: 6}, {ShiftDeclared.type: 5}, "facts", balance)
    assert (balance.lost, balance.doubled) == (2, 1)
    assert balance.remarks == ["2 facts (ShiftDeclared) lost", "1 facts (ShiftDeclared) doubled"]


def test_gauges_are_read_from_the_metrics_of_a_service() -> None:
    text = """
# HELP krachtlijn_handled_total Messages with their effect
krachtlijn_handled_total{event="shift-declared"} 40.0
krachtlijn_handled_total{event="shift-ended"} 2.0
krachtlijn_handled_created{event="shift-ended"} 1.7e+09
krachtlijn_parked_total{event="x",reason="rejected"} 1.0
krachtlijn_outbox_events 3.0
"""
    assert gauges.parse(text) == gauges.Gauge(handled=42, parked=1, unpublished=3)
