"""How far a proposal or an instrument of regulation is, by the days that were noted."""

from dataclasses import replace
from datetime import date

import pytest

from reporting.regulation.rules import Decision, Entry, Kind, Topic, Verdict

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
