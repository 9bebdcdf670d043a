"""Facts that the prosecutor or a criminal court has too: nobody is punished twice for one fact."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from fastapi import FastAPI

from contracts.mixed_facts.codes import ProsecutorAnswer
from enforcement.gas import notified
from enforcement.gas.rules import GAS, GasState, GasStep
from launcher.page_walk import words

from ..cases.test_mixed_facts import answers
from ..support.browser import signed_in
from ..support.city import City
from ..support.fines import FINANCE, final_fine, refused, step
from ..support.procedure import OFFICER, WORKER, FineCase, fine
from .test_corrections import case_of
from .test_joins import joined, somebody, two

WEIGH = "Ook het parket of de strafrechter heeft deze feiten."
BARRED = "De wet laat de stad dan geen geldboete meer opleggen."
GOES_ON = {"motivation": "Het parket antwoordde na zijn termijn; de stad bestraft alleen dit feit."}


async def prosecuted(case: FineCase) -> None:
    """The police tell it, long after the case began."""
    await answers(case.city, UUID((await case.look())["findingId"]), ProsecutorAnswer.VERVOLGT)


async def test_no_fine_after_a_late_prosecution_before_the_officer_says_why(
    city: City, app: FastAPI
) -> None:
    case = await (await FineCase.opens(city, app)).ready()
    await case.asked_around()
    assert (await case.tries("prosecution-weighed", OFFICER, **GOES_ON))[0] == 409
    await prosecuted(case)
    status, said = await case.tries("fine", OFFICER, **fine(150))
    assert status == 409 and WEIGH in said
    assert (await case.tries("prosecution-weighed", WORKER, **GOES_ON))[0] == 403
    assert (await case.tries("prosecution-weighed", OFFICER, motivation=""))[0] == 422
    worker = await signed_in(app, city, OFFICER, "weegt-vervolging")
    page = f"/dossiers/{case.case_id}/vervolging-afwegen"
    assert "Niemand wordt twee keer gestraft" in await worker.sees(page)
    case_page = f"/dossiers/{case.case_id}"
    assert "De sanctionerend ambtenaar moet dit nog afwegen." in await worker.sees(case_page)
    assert "Weeg dat eerst af." in await worker.sees(f"{case_page}/beslissen")
    await worker.does(page, motivering=GOES_ON["motivation"], zeker="ja")
    assert "Afgewogen op " in await worker.sees(case_page)
    weighed = await worker.sees(f"{case_page}/beslissen")
    assert GOES_ON["motivation"] in weighed and "Het parket vervolgt of onderzoekt" in weighed
    assert "Weeg dat eerst af." not in weighed
    await case.does("fine", OFFICER, **fine(150))


@pytest.mark.parametrize("heard", ["vrijgesproken", "veroordeeld", "vervolgt"])
async def test_what_a_criminal_court_said_is_weighed_each_time_anew(
    city: City, app: FastAPI, heard: str
) -> None:
    case = await (await FineCase.opens(city, app)).ready()
    await case.asked_around()
    await case.does("prosecution", heard="vervolgt")
    await case.does("prosecution-weighed", OFFICER, **GOES_ON)
    await case.does("prosecution", heard=heard)
    status, said = await case.tries("fine", OFFICER, **fine(150))
    assert status == 409 and WEIGH in said
    await case.does("dismissal", OFFICER, kind="geen_geldboete", motivation="De rechter sprak al.")


@pytest.mark.parametrize("heard", ["vervolgt", "geen_bewijs"])
@pytest.mark.parametrize(("days", "barred"), [(-1, True), (0, True), (1, False)])
async def test_what_the_prosecutor_says_within_his_term_ends_the_power_to_fine(
    city: City, app: FastAPI, heard: str, days: int, barred: bool
) -> None:
    """Two months from the receipt of the report (GAS law art. 23 §3); told to the city later."""
    case = await FineCase.opens(city, app)
    await case.does("prosecutor-referral", mixed="licht")
    until = {term["termId"]: term["lastDay"] for term in (await case.look())["terms"]}
    last = date.fromisoformat(until["gas.prosecutor_window"])
    case.go_to(last + timedelta(days=3))
    await case.does("prosecutor-silence")
    said_on = last + timedelta(days=days)
    await case.does("prosecution", heard=heard, heardAt=f"{said_on}T12:00:00+01:00")
    await case.does("triage", envisaged=100)
    status, said = await case.tries("prosecution-weighed", OFFICER, **GOES_ON)
    assert (status, BARRED in said) == ((409, True) if barred else (200, False))


async def test_a_fine_that_stands_waits_too_and_then_leaves_its_days_to_pay(
    city: City, app: FastAPI
) -> None:
    claim = await final_fine(city, app)
    case = case_of(city, app, claim)
    last = date.fromisoformat((await city.sees(FINANCE, claim))["dueOn"])
    case.go_to(last + timedelta(days=1))
    await prosecuted(case)
    asked = {"step": "payment-reminder"}
    assert (await refused(city, f"{claim}/steps", asked))[0] == 409
    city.later(days=10)
    await case.does("prosecution-weighed", OFFICER, **GOES_ON)
    assert (await refused(city, f"{claim}/steps", asked))[0] == 409
    last = date.fromisoformat((await city.sees(FINANCE, claim))["dueOn"])
    assert last >= city.today + timedelta(days=30)
    case.go_to(last + timedelta(days=1))
    await step(city, claim, "payment-reminder")


async def test_a_fine_becomes_final_once_its_prosecution_was_weighed(
    city: City, app: FastAPI
) -> None:
    case = await (await (await FineCase.opens(city, app)).fined(150)).notified()
    await prosecuted(case)
    case.go_to(date.fromisoformat((await case.look())["appealUntil"]) + timedelta(days=2))
    await city.timers_done(case.case_id)
    assert await case.state() == "ter_kennis_gebracht"
    await case.does("prosecution-weighed", OFFICER, **GOES_ON)
    await case.becomes("te_betalen")


async def test_facts_that_come_later_join_no_case_that_somebody_prosecutes(
    city: City, app: FastAPI
) -> None:
    """Of the same report and person: they have a case of their own, which nothing keeps waiting."""
    number, person = "PV-VERVOLGD-1", somebody()
    case = await FineCase.opens(city, app, offender=person, report_number=number)
    await case.does("prosecution", heard="vervolgt")
    late = await FineCase.opens(city, app, offender=person, report_number=number)
    assert late.case_id != case.case_id
    await late.does("triage", envisaged=100)


@pytest.mark.parametrize(("days", "barred"), [(-1, True), (0, True), (1, False)])
async def test_facts_that_are_prosecuted_stay_so_when_they_are_separated(
    city: City, app: FastAPI, days: int, barred: bool
) -> None:
    """The prosecutor speaks of a finding while it is joined to another case: within his term that
    ends the power to fine this fact (art. 23 §3), and a person weighs it for the other one.
    """
    case, into = await two(city, app)
    await case.does("prosecutor-referral", mixed="licht")
    finding_id = UUID((await case.look())["findingId"])
    last = date.fromisoformat((await case.look())["prosecutorUntil"])
    await joined(case, into)
    case.go_to(last + timedelta(days=days))
    await answers(city, finding_id, ProsecutorAnswer.VERVOLGT)
    await case.does("separation")
    case.go_to(last + timedelta(days=1))
    await case.does("prosecutor-silence")
    await case.does("triage", envisaged=100)
    held_back = await case.holds_back(notified.start_letter_notified)
    assert (BARRED in held_back, WEIGH in held_back) == (barred, not barred)
    await into.does("triage", envisaged=100)
    assert WEIGH in await into.holds_back(notified.start_letter_notified)


def test_what_is_seldom_heard_stands_below_the_steps_of_every_day() -> None:
    """Lists of what somebody can do now show the steps in the order of the table."""
    steps = [step for state, step in GAS.transitions if state is GasState.OPGESTART]
    assert steps.index(GasStep.PROSECUTION) > steps.index(GasStep.WRITTEN_DEFENCE)


async def test_what_nothing_undoes_is_asked_twice(city: City, app: FastAPI) -> None:
    """What the prosecutor said within his term ends the power to fine, whoever typed it."""
    case = await FineCase.opens(city, app)
    await case.does("prosecutor-referral", mixed="licht")
    worker = await signed_in(app, city, WORKER, "legt-vervolging-vast")
    page = f"/dossiers/{case.case_id}/vervolging"
    asked = words((await worker.post(page, {"bericht": "geen_bewijs"})).text)
    weekday = ("ma", "di", "wo", "do", "vr", "za", "zo")[city.today.weekday()]
    day = f"{weekday} {city.today.day}/{city.today:%m/%Y}"
    assert f"Dag van het bericht {day}" in asked, "the day that an empty one means, as pages say it"
    assert "Niet ingevuld" not in asked
    steps = [line["step"] for line in (await case.look())["timeline"]]
    assert "prosecution" not in steps
    await worker.does(page, bericht="geen_bewijs", zeker="ja")
    steps = [line["step"] for line in (await case.look())["timeline"]]
    assert "prosecution" in steps
