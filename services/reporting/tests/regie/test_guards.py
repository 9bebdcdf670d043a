"""Guards of a record of regie: its status by its day, and what belongs to which kind."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from reporting.regie.rules.kinds import Occasion, RegieKind, RegieStatus
from reporting.regie.rules.minutes import FollowUp, Minutes
from reporting.regie.rules.records import (
    RecordVersion,
    RegieEntry,
    changes_between,
    check,
    default_status,
    default_type,
)
from reporting.year_calendar.rules import CalendarLine, year_calendar

BEFORE, TODAY, AFTER = date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 3)
MEETING = RegieEntry(RegieKind.OVERLEG, "eigenaars", TODAY, "Onderwerp", (), RegieStatus.DOORGEGAAN)
COVENANT = RegieEntry(
    RegieKind.OVEREENKOMST,
    "convenant",
    TODAY,
    "Onderwerp",
    (),
    RegieStatus.ONDERTEKEND,
    signed_on=TODAY,
)
NOTE = RegieEntry(RegieKind.NOTA, "beleid", TODAY, "Onderwerp", (), RegieStatus.DEFINITIEF)
TASK = FollowUp("Iets doen", "plangroep", TODAY)


@pytest.mark.parametrize(
    ("kind", "before", "on", "after"),
    [
        (RegieKind.NOTA, "definitief", "definitief", "ontwerp"),
        (RegieKind.OVERLEG, "doorgegaan", "doorgegaan", "gepland"),
        (RegieKind.RAPPORTAGEMOMENT, "doorgegaan", "doorgegaan", "gepland"),
        (RegieKind.KNELPUNT, "open", "open", "open"),
        (RegieKind.OVEREENKOMST, "ontwerp", "ontwerp", "ontwerp"),
    ],
)
def test_a_record_without_a_status_has_that_of_its_day(
    kind: RegieKind, before: str, on: str, after: str
) -> None:
    found = [default_status(kind, day, None, TODAY) for day in (BEFORE, TODAY, AFTER)]
    assert found == [before, on, after]
    signed = default_status(RegieKind.OVEREENKOMST, BEFORE, BEFORE, TODAY)
    assert signed is RegieStatus.ONDERTEKEND


def test_agreements_and_bottlenecks_have_a_type_of_their_own() -> None:
    assert {kind: default_type(kind) for kind in RegieKind if default_type(kind)} == {
        RegieKind.OVEREENKOMST: "convenant",
        RegieKind.KNELPUNT: "knelpunt",
    }


def faults(entry: RegieEntry, today: date = TODAY) -> list[str]:
    return [each.field for each in check(entry, today)]


@pytest.mark.parametrize(("day", "wrong"), [(BEFORE, []), (TODAY, []), (AFTER, ["status"])])
def test_nothing_took_place_that_is_still_to_come(day: date, wrong: list[str]) -> None:
    assert faults(replace(MEETING, day=day)) == wrong
    assert faults(replace(NOTE, day=day)) == wrong
    assert faults(replace(NOTE, day=day, status=RegieStatus.VERSPREID)) == wrong
    assert faults(replace(NOTE, day=day, status=RegieStatus.ONTWERP)) == []


def test_decisions_are_those_of_a_meeting_that_took_place() -> None:
    decided = replace(MEETING, minutes=Minutes(decisions=("Zo gaan wij verder",)))
    assert faults(decided) == []
    assert faults(replace(decided, status=RegieStatus.GEPLAND)) == ["decisions"]
    assert faults(replace(decided, status=RegieStatus.AFGELAST)) == ["decisions"]


@pytest.mark.parametrize(
    ("day", "due", "following"),
    [(BEFORE, ["followUp.0.due"], ["nextOn"]), (TODAY, [], ["nextOn"]), (AFTER, [], [])],
)
def test_what_follows_is_due_from_the_meeting_on_and_the_next_one_after_it(
    day: date, due: list[str], following: list[str]
) -> None:
    assert faults(replace(MEETING, minutes=Minutes(follow_up=(replace(TASK, due=day),)))) == due
    assert faults(replace(MEETING, minutes=Minutes(next_on=day))) == following


def test_each_field_belongs_to_its_own_kind() -> None:
    assert faults(replace(MEETING, signed_on=TODAY)) == ["signedOn"]
    assert faults(replace(MEETING, until=TODAY)) == ["until"]
    assert faults(replace(MEETING, partners=("iemand",))) == ["partners"]
    assert faults(replace(MEETING, type="niets")) == ["type"]
    assert faults(replace(MEETING, status=RegieStatus.ONTWERP)) == ["status"]
    moment = replace(MEETING, kind=RegieKind.RAPPORTAGEMOMENT, type="sectoranalyse")
    assert faults(replace(moment, until=TODAY)) == []
    assert faults(replace(moment, minutes=Minutes(agenda=("Een punt",)))) == ["agenda"]
    assert faults(replace(NOTE, origin=UUID(int=1))) == []
    assert faults(replace(MEETING, origin=UUID(int=1))) == ["origin"]


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({}, []),
        ({"signed_on": None}, ["signedOn"]),
        ({"signed_on": BEFORE}, []),
        ({"signed_on": AFTER}, ["signedOn"]),
        ({"status": RegieStatus.ONTWERP}, ["status"]),
        ({"status": RegieStatus.ONTWERP, "signed_on": None}, []),
        ({"status": RegieStatus.BEEINDIGD}, ["until"]),
        ({"status": RegieStatus.BEEINDIGD, "until": AFTER}, []),
        ({"status": RegieStatus.BEEINDIGD, "until": AFTER, "signed_on": None}, ["signedOn"]),
        ({"until": BEFORE}, ["until"]),
        ({"until": TODAY}, []),
        ({"until": BEFORE, "signed_on": BEFORE}, []),
    ],
)
def test_an_agreement_is_signed_before_it_ends(
    changes: dict[str, object], wrong: list[str]
) -> None:
    assert faults(replace(COVENANT, **changes)) == wrong


def test_a_correction_names_what_it_changed() -> None:
    after = replace(
        MEETING, subject="Iets anders", minutes=Minutes(agenda=("Een punt",), next_on=AFTER)
    )
    assert changes_between(MEETING, after) == ["subject", "agenda", "next_on"]
    assert changes_between(MEETING, MEETING) == []


def test_a_calendar_has_what_is_open_and_what_was_done() -> None:
    tasks = (replace(TASK, due=AFTER), replace(TASK, what="Iets schrijven", done=True))
    entry = replace(
        MEETING,
        day=BEFORE,
        status=RegieStatus.GEPLAND,
        minutes=Minutes(follow_up=tasks, next_on=date(2026, 4, 1)),
    )
    known = UUID(int=1)
    version = RecordVersion(known, 1, entry, None, "x", datetime(2026, 3, 2, tzinfo=UTC))
    about = (RegieKind.OVERLEG, "eigenaars")
    assert year_calendar([version], 2026) == [
        CalendarLine(BEFORE, Occasion.DAG, *about, "Onderwerp", known, is_open=True),
        CalendarLine(TODAY, Occasion.AFSPRAAK, *about, "Iets schrijven", known, 1, is_open=False),
        CalendarLine(AFTER, Occasion.AFSPRAAK, *about, "Iets doen", known, 0, is_open=True),
        CalendarLine(date(2026, 4, 1), Occasion.VOLGEND_OVERLEG, *about, "Onderwerp", known),
    ]
    held = replace(version, entry=replace(entry, status=RegieStatus.DOORGEGAAN))
    assert year_calendar([held], 2026)[0].is_open is False
    ends = replace(version, entry=replace(COVENANT, until=date(2026, 12, 31)))
    assert [(line.day, line.occasion) for line in year_calendar([ends], 2026)] == [
        (date(2026, 12, 31), Occasion.EINDE_OVEREENKOMST)
    ]
    assert year_calendar([ends], 2027) == []
    awaited = replace(
        MEETING,
        kind=RegieKind.RAPPORTAGEMOMENT,
        type="sectoranalyse",
        until=date(2026, 12, 31),
    )
    assert [line.occasion for line in year_calendar([replace(version, entry=awaited)], 2026)] == [
        Occasion.DAG,
        Occasion.RAPPORT_VERWACHT,
    ]
