"""Figures right in time: as known then, whole only where a source told, moved by events."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.databank import InspectionWithdrawn
from contracts.enforcement import (
    SanctionAppealDecided,
    SanctionDecided,
    SanctionDecisionWithdrawn,
)
from contracts.pandkalender import ShiftCancelled
from contracts.registry import LinkedTotal, LinkedTotalsPublished
from reporting.facts.rules.facts import Fact, Facts
from reporting.indicators.rules.permits import BEGINS, ENDS, standing_streets

from ..support.care import cell, published
from ..support.events import inspection, moment, shift
from ..support.figures import parts, split
from ..support.reporting import Reporting


async def known(reporting: Reporting, indicator: str, period: str, at: str) -> dict[str, Any]:
    answer = await reporting.get(f"/v1/indicators/{indicator}", period=period, asOf=at)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_one_inspection_of_years_ago_makes_no_year_whole(reporting: Reporting) -> None:
    """Somebody writes down today what was seen in 2019: of 2019 nobody told anything."""
    await reporting.told(inspection(completed_at=moment("2026-01-01T00:30:00+01:00")))
    old = inspection(completed_at=moment("2019-03-10T12:00:00+01:00"))
    await reporting.told(old, at=moment("2026-04-01T12:00:00+02:00"))
    of_that_year = await reporting.figure("IND-2.1-02", "2019")
    assert (of_that_year["value"], of_that_year["completeness"]) == (1, "gedeeltelijk")
    reports = await reporting.figure("IND-2.1-04a", "2019")
    assert (reports["status"], reports["value"]) == ("geen_levering", None), (
        "no zero, and not whole"
    )
    assert (await reporting.figure("IND-2.1-04a", "2026"))["completeness"] == "volledig"


async def test_a_figure_of_the_past_is_as_it_was_known_then(reporting: Reporting) -> None:
    first, late = inspection(), inspection()
    await reporting.told(first)
    await reporting.told(late, at=moment("2026-04-20T09:00:00+02:00"))
    gone = InspectionWithdrawn(
        inspection_id=first.inspection_id,
        branch="straat",
        withdrawn_at=moment("2026-05-01T09:00:00+02:00"),
    )
    await reporting.told(gone)
    values = [
        (await known(reporting, "IND-2.1-02", "2026-03", at))["value"]
        for at in ("2026-03-31", "2026-04-20", "2026-05-01")
    ]
    assert values == [1, 2, 1]
    assert (await reporting.figure("IND-2.1-02", "2026-03"))["value"] == 1
    whole = await reporting.get("/v1/indicators", period="2026-03", asOf="2026-04-20")
    assert moment(whole.json()["asOf"]) == moment("2026-04-21T00:00:00+02:00"), "its end"


async def test_a_period_that_ran_then_says_so_and_the_register_is_as_it_was(
    reporting: Reporting,
) -> None:
    record = {"kind": "overleg", "type": "eigenaars", "date": "2026-03-12", "subject": "Uren"}
    answer = await reporting.post("/v1/regie-records", record)
    assert answer.status_code == 201, "recorded on the first of July"
    then = await known(reporting, "IND-2.3-03", "2026-03", "2026-03-20")
    assert (then["value"], then["period"]["ended"]) == (0, False)
    assert (await reporting.figure("IND-2.3-03", "2026-03"))["value"] == 1


@pytest.mark.parametrize(
    "day",
    [
        "2026-07-02",
        "2026-07-01",
        "2026-06-30T12:00:00Z",
        "gisteren",
        "",
        "1989-12-31",
        "9999-12-31",
    ],
)
async def test_a_day_that_is_not_over_is_refused(reporting: Reporting, day: str) -> None:
    """It is noon of the first of July: neither today, nor a moment in a day, nor what is no day."""
    assert (await reporting.get("/v1/indicators", period="2026", asOf="2026-06-30")).is_success
    for path in ("/v1/indicators", "/v1/indicators/IND-2.1-04d"):
        answer = await reporting.get(path, period="2026", asOf=day)
        assert answer.status_code == 422
        (error,) = answer.json()["errors"]
        assert error["field"] == "asOf"
        assert "een dag die voorbij is" in error["reason"]


async def test_linked_totals_are_told_on_their_day(reporting: Reporting) -> None:
    await reporting.told(
        published("GHAPRO", [cell("clienten", 40)]),
        LinkedTotalsPublished(
            publication_id=uuid4(),
            year=2025,
            organisations=("GHAPRO", "BOYS"),
            threshold=5,
            is_complete=True,
            totals=(
                LinkedTotal(measure="clienten", dimensions={}, value=52, at_least=43, at_most=61),
            ),
            published_at=moment("2026-04-02T10:00:00+02:00"),
        ),
    )
    values = [
        (await known(reporting, "IND-1-01", "2025", day))["value"]
        for day in ("2026-04-01", "2026-04-02")
    ]
    assert values == [None, 52]


async def test_premises_in_use_follow_each_word_on_a_shift_and_what_was_known_then(
    reporting: Reporting,
) -> None:
    one, other = shift(), shift()
    await reporting.told(inspection(), one, other)
    await reporting.told(
        ShiftCancelled(
            shift_id=one.shift_id,
            premises_id=one.premises_id,
            cancelled_at=moment("2026-03-10T19:30:00+01:00"),
            reason="ziek",
        ),
        at=moment("2026-03-11T08:00:00+01:00"),
    )
    now = await reporting.figure("IND-2.4-02", "2026-03")
    assert parts(now)["premises"] == 1
    before = await known(reporting, "IND-2.4-02", "2026-03", "2026-03-10")
    assert parts(before)["premises"] == 2


async def test_a_sanction_that_was_annulled_has_no_effect(reporting: Reporting) -> None:
    case_id, premises_id = uuid4(), uuid4()
    about = {"case_id": case_id, "premises_id": premises_id}
    await reporting.told(
        SanctionDecided(
            **about,
            kind="schorsing",
            deciding_body="college",
            decided_at=moment("2026-03-20T14:00:00+01:00"),
        )
    )
    await reporting.told(
        SanctionAppealDecided(
            **about, ruling="vernietiging", decided_at=moment("2026-06-20T14:00:00+02:00")
        )
    )
    followed = await reporting.figure("IND-2.1-05", "2026-03")
    assert split(followed, "status")["zonder_gevolg"] == 1
    imposed = await reporting.figure("IND-2.2-02", "2026-03")
    assert parts(imposed)["vernietigd"] == 1
    assert not any(each.isdigit() for note in imposed["notes"] for each in note)
    then = await known(reporting, "IND-2.1-05", "2026-03", "2026-05-31")
    assert split(then, "status")["open"] == 1


async def test_a_sanction_that_was_taken_back_counts_once_it_is_decided_again(
    reporting: Reporting,
) -> None:
    """And a ruling on the decision of before says nothing of the new one."""
    case_id, premises_id = uuid4(), uuid4()
    about = {"case_id": case_id, "premises_id": premises_id}
    decision = {"kind": "schorsing", "deciding_body": "college"}
    await reporting.told(
        SanctionDecided(**about, **decision, decided_at=moment("2026-03-20T14:00:00+01:00"))
    )
    await reporting.told(
        SanctionAppealDecided(
            **about, ruling="vernietiging", decided_at=moment("2026-06-20T14:00:00+02:00")
        )
    )
    withdrawn_at = moment("2026-06-25T14:00:00+02:00")
    await reporting.told(SanctionDecisionWithdrawn(**about, anew=True, withdrawn_at=withdrawn_at))
    imposed = parts(await reporting.figure("IND-2.2-02", "2026"))
    assert imposed["college"] == 0
    await reporting.told(
        SanctionDecided(**about, **decision, decided_at=moment("2026-07-20T14:00:00+02:00"))
    )
    assert parts(await reporting.figure("IND-2.2-02", "2026"))["college"] == 1
    followed = await reporting.figure("IND-2.1-05", "2026-07")
    assert split(followed, "status")["open"] == 1


DAYS = st.integers(0, 400).map(lambda days: date(2025, 1, 1) + timedelta(days=days))
STEPS = st.lists(st.tuples(st.sampled_from([*BEGINS, *ENDS]), DAYS), max_size=8)


@given(STEPS, DAYS, DAYS)
def test_expired_premises_leave_the_denominator(
    steps: list[tuple[str, date]], one: date, other: date
) -> None:
    """By the day: a declaration stands from the day it begins to the day it ends, both included."""
    first, last = sorted((one, other))
    premises = uuid4()
    facts = Facts(Fact(kind, premises, day, None, {"street": "Proefplein"}) for kind, day in steps)
    known_then = sorted(
        (step for step in steps if step[1] <= last), key=lambda step: (step[1], step[0] in BEGINS)
    )
    stands, until = False, date.min
    for kind, day in known_then:
        if kind in BEGINS:
            stands = True
        elif stands:
            stands, until = False, day
    has_begun = any(kind in BEGINS for kind, _ in known_then)
    expected = has_begun and (stands or until >= first)
    assert (str(premises) in standing_streets(facts, first, last)) is expected
