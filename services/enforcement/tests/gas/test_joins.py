"""Facts of different reports that somebody joins in one case, and separates again."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as st

from contracts.databank import FindingHoldChanged
from contracts.identity import OffenderIdentity
from contracts.sealed import Sealed
from enforcement.cases.rules import Attempt
from enforcement.gas import notified
from enforcement.gas.rules import (
    GasFile,
    GasState,
    MixedOffence,
    Part,
    ProsecutorAnswer,
    guards,
    together,
)
from enforcement.registers.destroy import destroy_over

from ..support.browser import Browser, signed_in
from ..support.city import City
from ..support.letters import address
from ..support.procedure import OFFICER, WORKER, FineCase, fine

DAY, MONTH = date(2026, 3, 2), timedelta(days=30)


def somebody() -> Any:
    return Sealed.of(OffenderIdentity(name=f"Wie {uuid4().hex[:6]}", birth_date="1980-02-03"))


async def two(city: City, app: FastAPI, first: Any = None, **second: Any) -> list[FineCase]:
    """Two cases about one person, each by a report of its own."""
    person = somebody()
    return [
        await FineCase.opens(city, app, **{"offender": person} | fields)
        for fields in (first or {}, second)
    ]


async def joined(case: FineCase, into: FineCase, **more: Any) -> None:
    await case.does("join", intoId=str(into.case_id), **more)


@st.composite
def parts(draw: st.DrawFn) -> Part:
    """Facts as cases have them: silence counts for light mixed ones alone, after its term."""
    mixed = draw(st.sampled_from([None, *MixedOffence]))
    answer = draw(st.sampled_from([None, ProsecutorAnswer.AFGEZIEN])) if mixed else None
    silent = mixed is MixedOffence.LICHT and answer is None and draw(st.booleans())
    until = DAY - timedelta(days=1) if silent else draw(st.sampled_from([DAY, DAY + MONTH]))
    return Part(
        competent=draw(st.booleans()),
        minor=draw(st.sampled_from([True, False, None])),
        may_be_victim=draw(st.booleans()),
        mixed=mixed,
        prosecutor_answer=answer,
        prosecutor_until=until if mixed else None,
        prosecutor_silent=silent,
    )


def file_of(part: Part) -> GasFile:
    return GasFile(
        GasState.GEREGISTREERD,
        competent=part.competent,
        minor=bool(part.minor),
        may_be_victim=part.may_be_victim,
        mixed=part.mixed,
        prosecutor_answer=part.prosecutor_answer,
        prosecutor_until=part.prosecutor_until,
        prosecutor_silent=part.prosecutor_silent,
    )


GUARANTEES = (
    guards.is_competent,
    guards.is_free_of_prosecutor,
    guards.had_its_term,
    guards.victim_was_checked,
    guards.minor_was_offered_mediation,
    guards.minor_has_counsel,
)


@given(first=parts(), second=parts(), days=st.integers(0, 40))
def test_facts_together_are_never_freer_than_each_of_them_alone(
    first: Part, second: Part, days: int
) -> None:
    when = Attempt(DAY + timedelta(days=days))
    whole = file_of(together(first, second))
    for guard in GUARANTEES:
        alone = [guard(file_of(part), when) for part in (first, second)]
        assert bool(guard(whole, when)) == any(alone), guard
    assert together(first, second) == together(second, first)


@pytest.mark.night(
    "one guarantee of facts that are joined, of which all are tried",
    stays=(
        "::test_facts_of_one_report_bring_their_term_and_their_prosecutor_by_themselves",
        "services/enforcement/tests/test_guards.py::test_facts_that_are_joined_keep_every_guarantee_and_the_longest_term",
    ),
)
async def test_a_joined_case_brings_its_earlier_term_and_its_facts(
    city: City, app: FastAPI
) -> None:
    early = city.now - timedelta(days=20)
    case, into = await two(city, app, {"fact_at": early, "fact_code": "eerder"})
    own, other = await case.look(), await into.look()
    await into.does("triage", envisaged=100)
    await joined(case, into)
    whole = await into.look()
    assert (await case.state(), whole["state"]) == ("gevoegd", "geregistreerd")
    assert [finding["factCode"] for finding in whole["findings"]] == ["eerder", "niet-aangegeven"]
    assert (whole["decideBy"], whole["safeBy"]) == (own["decideBy"], own["safeBy"])
    assert whole["decideBy"] < other["decideBy"]
    assert [term["lastDay"] for term in whole["terms"]] == [own["decideBy"]]
    assert whole["envisaged"] is None, "somebody looks at all facts before a letter leaves"
    assert (await case.look())["terms"] == [], "one sanction, one term"
    assert (await case.look())["allowed"] == ["separation"]
    assert [entry["reason"] for entry in whole["timeline"]][-1] == own["number"]
    assert (await case.told())[-1] == "gas-case-joined"


async def test_a_separation_gives_each_case_back_what_it_was(city: City, app: FastAPI) -> None:
    early = city.now - timedelta(days=20)
    case, into = await two(city, app, {"fact_at": early})
    before = [await each.look() for each in (case, into)]
    await joined(case, into)
    await case.does("separation")
    after = [await each.look() for each in (case, into)]
    same = ("state", "decideBy", "safeBy", "findings", "mixed", "minor", "onHold", "allowed")
    for was, now in zip(before, after, strict=True):
        assert {key: was[key] for key in same} == {key: now[key] for key in same}
        assert [term["lastDay"] for term in now["terms"]] == [now["decideBy"]]
    assert (await case.told())[-2:] == ["gas-case-joined", "gas-case-separated"]
    await joined(case, into)
    assert await case.state() == "gevoegd", "and somebody may think better of it again"


async def test_one_fine_follows_for_all_facts_and_then_nothing_is_undone(
    city: City, app: FastAPI
) -> None:
    case, into = await two(city, app)
    await joined(case, into)
    await into.fined(150)
    assert await case.told() == ["gas-case-opened", "gas-case-joined"]
    assert (await into.told()).count("gas-fine-imposed") == 1
    status, reason = await case.tries("separation")
    assert (status, "al beslist" in reason) == (409, True)
    assert len((await into.look())["findings"]) == 2


async def test_until_the_decision_facts_may_go_their_own_way_again(
    city: City, app: FastAPI
) -> None:
    case, into = await two(city, app, {"fact_at": city.now - timedelta(days=20)})
    term = (await into.look())["decideBy"]
    await joined(case, into)
    await into.ready()
    await case.does("separation")
    assert (await into.look())["decideBy"] == term
    await into.asked_around()
    await into.does("fine", OFFICER, **fine(100))
    assert await case.state() == "geregistreerd"
    assert (await case.look())["startNotifiedOn"] is None, "its own letter is still to come"


@pytest.mark.night(
    "one guarantee of facts that are joined, of which all are tried",
    stays=(
        "::test_facts_together_are_never_freer_than_each_of_them_alone",
        "services/enforcement/tests/test_guards.py::test_facts_that_are_joined_keep_every_guarantee_and_the_longest_term",
    ),
)
async def test_mixed_facts_make_the_whole_wait_for_the_prosecutor(
    city: City, app: FastAPI, rows: asyncpg.Connection
) -> None:
    case, into = await two(city, app)
    await case.does("prosecutor-referral", mixed="zwaar")
    until = (await case.look())["prosecutorUntil"]
    await joined(case, into)
    whole = await into.look()
    assert (whole["state"], whole["mixed"]) == ("wacht_op_parket", "zwaar")
    assert whole["prosecutorUntil"] == until
    assert {term["termId"] for term in whole["terms"]} == {
        "gas.decision_months",
        "gas.prosecutor_window",
    }
    await case.does("separation")
    after, own = await into.look(), await case.look()
    assert (after["state"], after["mixed"]) == ("geregistreerd", None)
    assert [term["termId"] for term in after["terms"]] == ["gas.decision_months"]
    assert (own["state"], own["prosecutorUntil"]) == ("wacht_op_parket", until)
    assert len(own["terms"]) == 2


async def test_a_hold_of_the_police_lies_over_all_facts_and_leaves_with_its_own(
    city: City, app: FastAPI
) -> None:
    case, into = await two(city, app, {"on_hold": True})
    await joined(case, into)
    assert await into.state() == "opgeschort_overleg"
    await case.does("separation")
    assert (await case.state(), await into.state()) == ("opgeschort_overleg", "geregistreerd")
    await joined(case, into)
    finding_id = (await into.look())["findings"][0]["findingId"]
    event = FindingHoldChanged(finding_id=finding_id, on_hold=False, changed_at=city.later(hours=1))
    ids = await city.sandbox.publish(event, at=city.now)
    await city.sandbox.handled("enforcement", ids)
    assert await into.state() == "geregistreerd"
    await case.does("separation")
    assert await case.state() == "geregistreerd"


async def test_who_may_be_a_victim_by_one_fact_is_asked_after_for_all(
    city: City, app: FastAPI
) -> None:
    client, worker = {"offender_role": "prostituant"}, {"offender_role": "prostituee"}
    into, case = await two(city, app, client, **worker)
    await joined(case, into)
    await into.ready()
    status, reason = await into.tries("fine", OFFICER, **fine(100))
    assert (status, "Vraag de politie" in reason) == (409, True)


async def test_what_may_not_be_joined_says_why(
    city: City, app: FastAPI, rows: asyncpg.Connection
) -> None:
    case, into = await two(city, app)
    stranger = await FineCase.opens(city, app, offender=somebody())
    assert (await case.tries("join", intoId=str(case.case_id)))[1] == "Kies een ander dossier."
    status, reason = await case.tries("join", intoId=str(stranger.case_id))
    assert (status, "dezelfde persoon" in reason) == (422, True)
    await joined(case, stranger, samePerson=True)
    assert (await stranger.tries("join", intoId=str(into.case_id)))[0] == 409, "it has others"
    third = await FineCase.opens(city, app, offender=somebody())
    await joined(third, stranger, samePerson=True)
    status, reason = await case.tries("separation")
    assert (status, "Maak eerst dat ongedaan" in reason) == (409, True)
    await third.does("separation")
    await case.does("separation")
    await into.started()
    status, reason = await case.tries("join", intoId=str(into.case_id))
    assert (status, "al iets gestuurd" in reason) == (422, True)


async def test_a_letter_that_names_its_facts_keeps_others_out(
    city: City, app: FastAPI, rows: asyncpg.Connection
) -> None:
    number, person = uuid4().hex[:10], somebody()
    case = await FineCase.opens(city, app, offender=person)
    into = await FineCase.opens(city, app, offender=person, report_number=number)
    await into.does("triage", envisaged=100)
    await address(city, str(into.case_id), "overtreder")
    body = {"caseId": str(into.case_id), "kind": "opstartbrief"}
    await city.does(WORKER, "/v1/letters", body)
    status, reason = await case.tries("join", intoId=str(into.case_id))
    assert (status, "opstartbrief" in reason) == (409, True)
    late = await FineCase.opens(city, app, offender=person, report_number=number)
    assert late.case_id != into.case_id, "nobody defends against facts that no letter told"


async def test_facts_of_one_report_bring_their_term_and_their_prosecutor_by_themselves(
    city: City, app: FastAPI, rows: asyncpg.Connection
) -> None:
    number, person = uuid4().hex[:10], somebody()
    case = await FineCase.opens(city, app, offender=person, report_number=number)
    early = city.now - timedelta(days=9)
    again = await FineCase.opens(
        city, app, offender=person, report_number=number, fact_at=early, on_hold=True
    )
    assert again.case_id == case.case_id
    whole = await case.look()
    assert len(whole["findings"]) == 2
    assert whole["state"] == "opgeschort_overleg"
    assert date.fromisoformat(whole["decideBy"]) < city.today + timedelta(days=176)


@pytest.fixture
async def worker(app: FastAPI, city: City) -> Browser:
    return await signed_in(app, city, WORKER, f"voegen-{uuid4().hex[:8]}")


async def test_somebody_joins_a_suggested_case_in_three_taps_and_undoes_it(
    city: City, app: FastAPI, worker: Browser
) -> None:
    case, into = await two(city, app, fact_at=city.now)
    number = (await into.look())["number"]
    assert f"/dossiers/{case.case_id}/voegen" in "".join(await worker.pages("/nieuw"))
    page = await worker.sees(f"/dossiers/{case.case_id}/voegen")
    assert f"{number}" in page
    assert "Zelfde persoon, zelfde dag" in page
    assert "Wie " not in page, "it names nobody"
    led = await worker.does(f"/dossiers/{case.case_id}/voegen", dossier=str(into.case_id))
    assert led == f"/dossiers/{into.case_id}"
    shown = await worker.sees(led)
    assert "2 vaststellingen" in shown
    assert f"Hierbij gevoegd: {(await case.look())['number']}" in shown
    own = await worker.sees(f"/dossiers/{case.case_id}")
    assert f"De feiten staan in dossier {number}" in own
    assert (await case.look())["number"] not in await worker.sees("/dossiers?lijst=vrij")
    await worker.does(f"/dossiers/{case.case_id}/losmaken")
    assert "1 vaststelling" in await worker.sees(led)


async def test_a_number_that_somebody_knows_is_joined_after_a_look(
    city: City, app: FastAPI, worker: Browser
) -> None:
    case = await FineCase.opens(city, app, offender=somebody())
    into = await FineCase.opens(city, app, offender=somebody())
    number = (await into.look())["number"]
    path = f"/dossiers/{case.case_id}/voegen"
    assert "Kies een dossier" in await worker.is_told(path)
    assert "Kies een dossier" in await worker.is_told(path, nummer="GAS/1999/000001")
    assert "dezelfde persoon is" in await worker.is_told(path, nummer=number)
    await worker.does(path, nummer=number.lower(), zelfde="true")
    assert await case.state() == "gevoegd"


async def test_what_went_into_another_case_is_destroyed_with_it(
    city: City, app: FastAPI, rows: asyncpg.Connection
) -> None:
    case, into = await two(city, app)
    await joined(case, into)
    await into.does("shelving", motivation="Te weinig bewijs.")
    until = date.fromisoformat((await into.look())["decideBy"])
    into.go_to(until + timedelta(days=1))
    async with app.state.database.begin(city.now) as tx:
        while await destroy_over(tx) >= 100:
            pass
    gone = await rows.fetch("SELECT case_id FROM register_destruction")
    assert {case.case_id, into.case_id} <= {row["case_id"] for row in gone}


async def test_the_opening_letter_of_the_whole_is_notified_once(city: City, app: FastAPI) -> None:
    case, into = await two(city, app)
    await joined(case, into)
    await into.does("triage", envisaged=100)
    with pytest.raises(Exception, match="conflict"):
        await case.letter(notified.start_letter_notified)
    await into.letter(notified.start_letter_notified)
    assert await into.state() == "opgestart"
