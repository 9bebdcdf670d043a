"""How far a proposal or an instrument of regulation is, and what it must say to be kept."""

from dataclasses import replace
from datetime import date

import pytest

from reporting.regulation.rules import Decision, Entry, Kind, Topic, Verdict, check

DAY = date(2026, 3, 2)
CONSULTED, SUBMITTED, TRIED = {"consulted_on": DAY}, {"submitted_on": DAY}, {"tried_on": DAY}


@pytest.mark.parametrize(
    ("kind", "noted", "status"),
    [
        (Kind.VOORSTEL, {}, "ontwerp"),
        (Kind.VOORSTEL, CONSULTED, "overlegd"),
        (Kind.VOORSTEL, CONSULTED | SUBMITTED, "ingediend"),
        (Kind.VOORSTEL, SUBMITTED, "ingediend"),
        (Kind.VOORSTEL, SUBMITTED | {"decision": Decision.AANGENOMEN}, "aangenomen"),
        (Kind.VOORSTEL, {"decision": Decision.VERWORPEN}, "verworpen"),
        (Kind.VOORSTEL, TRIED, "ontwerp"),
        (Kind.INSTRUMENT, {}, "te_proberen"),
        (Kind.INSTRUMENT, CONSULTED, "te_proberen"),
        (Kind.INSTRUMENT, TRIED, "beproefd"),
        (Kind.INSTRUMENT, TRIED | {"verdict": Verdict.BRUIKBAAR}, "bruikbaar"),
        (Kind.INSTRUMENT, TRIED | {"verdict": Verdict.NIET_BRUIKBAAR}, "niet_bruikbaar"),
    ],
)
def test_the_last_day_that_was_noted_says_how_far_it_is(
    kind: Kind, noted: dict[str, object], status: str
) -> None:
    entry = replace(Entry(kind, next(iter(Topic)), DAY, "Proef"), **noted)  # type: ignore[arg-type]
    assert entry.status == status


TODAY, TOMORROW, BEFORE = date(2026, 3, 20), date(2026, 3, 21), date(2026, 3, 1)
USABLE = {"verdict": Verdict.BRUIKBAAR}


@pytest.mark.parametrize(
    ("noted", "wrong"),
    [
        ({}, []),
        (TRIED, []),
        (TRIED | USABLE | {"result": "goed"}, []),
        (TRIED | USABLE | {"result": "ja!"}, []),
        (TRIED | USABLE | {"result": "ja"}, ["result"]),
        (TRIED | USABLE, ["result"]),
        (USABLE | {"result": "goed"}, ["triedOn"]),
        (TRIED | {"result": "goed"}, ["verdict"]),
        ({"tried_on": TODAY}, []),
        ({"tried_on": TOMORROW}, ["triedOn"]),
        ({"tried_on": BEFORE}, ["triedOn"]),
        ({"day": TOMORROW}, ["date"]),
        ({"day": TODAY}, []),
        ({"tried_on": BEFORE, "withdrawn": True}, []),
    ],
)
def test_an_instrument_has_a_result_once_it_was_tried(
    noted: dict[str, object], wrong: list[str]
) -> None:
    instrument = Entry(Kind.INSTRUMENT, Topic.REGISTREREN, DAY, "Proef")
    entry = replace(instrument, **noted)  # type: ignore[arg-type]
    assert [each.field for each in check(entry, TODAY)] == wrong


@pytest.mark.parametrize(
    ("noted", "wrong"),
    [
        ({}, []),
        (CONSULTED, ["partners"]),
        (CONSULTED | {"partners": ("lokale_politie",)}, []),
        (SUBMITTED | CONSULTED | {"partners": ("lokale_politie",)}, []),
        (SUBMITTED, ["submittedOn"]),
        ({"topic": Topic.REGISTREREN}, ["topic"]),
    ],
)
def test_a_proposal_goes_step_by_step(noted: dict[str, object], wrong: list[str]) -> None:
    proposal = Entry(Kind.VOORSTEL, Topic.PROSTITUTIE, DAY, "Proef")
    entry = replace(proposal, **noted)  # type: ignore[arg-type]
    assert [each.field for each in check(entry, TODAY)] == wrong
