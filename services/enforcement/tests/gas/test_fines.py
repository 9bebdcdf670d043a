"""The way of a fine on the real service: from the finding to the claim of finance."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI

from chassis.days import city_day
from chassis.web import Function
from contracts.databank import FindingHoldChanged
from contracts.enforcement import GasFineImposed
from contracts.identity import OffenderIdentity
from contracts.sealed import Sealed
from enforcement.gas import notified

from ..support.city import City, finding
from ..support.procedure import OFFICER, WORKER, FineCase, fine


def person(birth_date: str | None, name: str = "Ilinca Voorbeeld") -> Any:
    return Sealed.of(OffenderIdentity(name=name, birth_date=birth_date))


async def test_a_fine_that_nobody_appeals_becomes_final_and_finance_gets_its_claim(
    city: City, app: FastAPI
) -> None:
    case = await FineCase.opens(city, app, fact_code="eerste-keer")
    await case.fined(200)
    await case.notified()
    seen = await case.look()
    assert (seen["state"], seen["amount"], seen["recidivism"]) == (
        "ter_kennis_gebracht",
        200,
        False,
    )
    assert [term["termId"] for term in seen["terms"]] == ["gas.appeal_months"]
    until = date.fromisoformat(seen["appealUntil"])
    case.go_to(until)
    assert await case.state() == "ter_kennis_gebracht"
    case.go_to(until + timedelta(days=1))
    await case.becomes("te_betalen")
    claim = await city.sees(Function.FINANCIEN, f"/v1/claims/{case.case_id}")
    assert claim["owedCents"] == 20_000
    assert await case.told() == [
        "gas-case-opened",
        "gas-start-letter-sent",
        "gas-fine-imposed",
        "gas-decision-notified",
        "gas-outcome-reached",
        "gas-fine-final",
    ]


async def test_silence_makes_a_case_ready_only_after_the_defence_term(
    city: City, app: FastAPI
) -> None:
    case = await (await FineCase.opens(city, app)).started()
    until = date.fromisoformat((await case.look())["defenceUntil"])
    assert until >= city_day(city.now) + timedelta(days=15)
    case.go_to(until)
    status, reason = await case.tries("ready")
    assert status == 409
    assert "verweertermijn" in reason
    case.go_to(until + timedelta(days=1))
    await case.becomes("klaar_voor_beslissing")


async def test_a_letter_that_somebody_got_later_moves_the_end_of_the_term(
    city: City, app: FastAPI
) -> None:
    """Another holder of parental authority, or an addressee who proves a later day."""
    case = await (await FineCase.opens(city, app)).started()
    first = date.fromisoformat((await case.look())["defenceUntil"])
    today = city_day(city.now)
    await case.letter(notified.start_letter_notified, today + timedelta(days=7))
    later = date.fromisoformat((await case.look())["defenceUntil"])
    assert later > first
    await case.letter(notified.start_letter_notified, today)
    assert date.fromisoformat((await case.look())["defenceUntil"]) == later
    assert (await case.told()).count("gas-start-letter-sent") == 1


async def test_the_officer_is_told_which_guarantee_is_missing(city: City, app: FastAPI) -> None:
    case = await (await FineCase.opens(city, app)).ready()
    for body, word in [
        (fine(200), "politie"),
    ]:
        status, reason = await case.tries("fine", OFFICER, **body)
        assert status == 409
        assert word in reason
    await case.asked_around()
    for body, word in [
        (fine(501), "€ 500"),
        (fine(0), "geldboete"),
        (fine(200, declaresNoPart=False), "vaststelde"),
    ]:
        status, reason = await case.tries("fine", OFFICER, **body)
        assert status == 409
        assert word in reason
    assert (await case.tries("fine", WORKER, **fine(200)))[0] == 403
    seen = await case.look()
    assert (seen["state"], seen["amount"]) == ("klaar_voor_beslissing", None)
    assert "gas-fine-imposed" not in await case.told()


def test_no_amount_and_no_person_travels() -> None:
    assert {*GasFineImposed.model_fields} == {
        *("case_id", "band", "recidivism", "imposed_at"),
        *("defence", "branch", "in_tolerance_zone"),
    }


@pytest.mark.night(
    "a walk with a hold that is tried in each state",
    stays=(
        "services/enforcement/tests/gas/test_guards.py::test_whatever_the_state_a_held_case_takes_no_adverse_step",
        "::test_a_letter_that_left_before_a_hold_still_starts_its_term",
    ),
)
async def test_a_hold_after_the_first_step_stops_whatever_goes_against_the_person(
    city: City, app: FastAPI
) -> None:
    finding_id = await city.transfers()
    listed = await city.sees(WORKER, f"/v1/gas-cases?findingId={finding_id}")
    case = FineCase(city, app, listed["_embedded"]["gasCases"][0]["caseId"])
    await case.ready()
    await case.asked_around()

    async def police_say(on_hold: bool) -> None:
        event = FindingHoldChanged(
            finding_id=finding_id, on_hold=on_hold, changed_at=city.later(hours=1)
        )
        await city.sandbox.handled("enforcement", await city.sandbox.publish(event, at=city.now))

    await police_say(True)
    seen = await case.look()
    assert (seen["state"], seen["onHold"]) == ("klaar_voor_beslissing", True)
    assert "fine" not in seen["allowed"]
    status, reason = await case.tries("fine", OFFICER, **fine(200))
    assert status == 409
    assert reason.startswith("Opgeschort: overleg")
    await police_say(False)
    await case.does("fine", OFFICER, **fine(200))
    await police_say(True)
    await case.notified()  # the letter had left before
    case.go_to(date.fromisoformat((await case.look())["appealUntil"]) + timedelta(days=1))
    assert await case.state() == "ter_kennis_gebracht"
    await case.does("release", motivation="Overleg van vandaag.")
    await case.becomes("te_betalen")
    assert (await case.told()).count("gas-hold-changed") == 4


async def test_a_letter_that_left_before_a_hold_still_starts_its_term(
    city: City, app: FastAPI
) -> None:
    """The person may defend from then on, whatever the city waits for."""
    finding_id = await city.transfers()
    listed = await city.sees(WORKER, f"/v1/gas-cases?findingId={finding_id}")
    case = FineCase(city, app, listed["_embedded"]["gasCases"][0]["caseId"])
    await case.does("triage", envisaged=200)
    event = FindingHoldChanged(finding_id=finding_id, on_hold=True, changed_at=city.later(hours=1))
    await city.sandbox.handled("enforcement", await city.sandbox.publish(event, at=city.now))
    assert await case.state() == "opgeschort_overleg"
    await case.letter(notified.start_letter_notified)
    seen = await case.look()
    assert (seen["state"], seen["onHold"]) == ("opgestart", True)
    await case.does("release", motivation="Overleg van vandaag.")
    assert (await case.look())["onHold"] is False


@pytest.mark.night(
    "a walk by guarantees of which each is tried alone",
    stays=(
        "services/enforcement/tests/gas/test_guards.py::test_each_guarantee_alone_stops_a_fine",
        "tests/browser/test_minor_case.py::test_a_minors_case_goes_from_finding_to_mediation_by_each_person_in_turn",
    ),
)
async def test_a_minor_is_offered_mediation_and_has_counsel_before_any_fine(
    city: City, app: FastAPI
) -> None:
    born = f"{city.now.year - 17}-01-01"
    case = await FineCase.opens(city, app, offender=person(born))
    assert (await case.look())["minor"] is True
    assert (await case.tries("triage", envisaged=176))[0] == 422
    await case.started(envisaged=100)
    case.go_to(date.fromisoformat((await case.look())["defenceUntil"]) + timedelta(days=1))
    await city.timers_done(case.case_id)
    status, reason = await case.tries("ready")
    assert status == 409
    assert "bemiddeling" in reason
    before = date.fromisoformat((await case.look())["decideBy"])
    await case.letter(notified.mediation_offer_notified)
    assert (await case.tries("mediation-agreement"))[0] == 409
    await case.does("mediation-acceptance", mediator="mediator-1")
    assert date.fromisoformat((await case.look())["decideBy"]) > before + timedelta(days=150)
    await case.does("mediation-agreement")
    longest = date.fromisoformat((await case.look())["decideBy"])
    assert timedelta(days=270) < longest - before < timedelta(days=280), "fifteen months"
    await case.does("mediation-end", result="mislukt")
    assert await case.state() == "klaar_voor_beslissing"
    await case.asked_around()
    status, reason = await case.tries("fine", OFFICER, **fine(100))
    assert "stafhouder" in reason
    assert (await case.tries("counsel"))[0] == 409
    await case.letter(notified.bar_notified)
    assert "advocaat" in (await case.tries("fine", OFFICER, **fine(100)))[1]
    await case.does("counsel")
    assert "parket" in (await case.tries("fine", OFFICER, **fine(100)))[1]
    await case.copied_to_prosecutor()
    assert "175" in (await case.tries("fine", OFFICER, **fine(176)))[1]
    await case.does("fine", OFFICER, **fine(175))
    assert await case.state() == "geldboete_opgelegd"


async def test_who_mediated_does_not_decide(city: City, app: FastAPI) -> None:
    case = await (await FineCase.opens(city, app)).started()
    await case.letter(notified.mediation_offer_notified)
    await case.does("mediation-acceptance", mediator="t")  # the subject of every call of a test
    await case.does("not-contested")
    await case.does("mediation-end", result="mislukt")
    await case.asked_around()
    assert "bemiddelde" in (await case.tries("fine", OFFICER, **fine(200)))[1]


async def test_who_found_the_facts_does_not_decide_and_a_second_person_says_who_did(
    city: City, app: FastAPI
) -> None:
    case = await (await FineCase.opens(city, app)).ready()
    await case.does("police-consultation")
    assert "een collega" in (await case.tries("fine", OFFICER, **fine(200)))[1]
    await case.does("finder-check", OFFICER, finder="extern")
    assert "andere collega" in (await case.tries("fine", OFFICER, **fine(200)))[1]
    await case.asked_around(finder="t")
    assert "Wie de feiten vaststelde" in (await case.tries("fine", OFFICER, **fine(200)))[1]
    await case.asked_around()
    await case.does("fine", OFFICER, **fine(200))


async def test_after_a_mediation_that_succeeded_no_fine_follows(city: City, app: FastAPI) -> None:
    case = await (await FineCase.opens(city, app)).started()
    await case.letter(notified.mediation_offer_notified)
    await case.does("mediation-end", result="geslaagd")
    seen = await case.look()
    assert (seen["state"], seen["allowed"], seen["terms"]) == ("bemiddeling_geslaagd", [], [])


async def test_community_service_has_its_hours_and_its_six_months(city: City, app: FastAPI) -> None:
    case = await (await FineCase.opens(city, app)).started()
    assert (await case.tries("community-service-offer", hours=31))[0] == 422
    await case.does("community-service-offer", hours=30)
    await case.letter(notified.community_service_notified)
    seen = await case.look()
    assert seen["state"] == "gemeenschapsdienst_lopend"
    assert date.fromisoformat(seen["serviceUntil"]) > city_day(city.now) + timedelta(days=175)
    await case.does("written-defence", summary="De persoon zegt er niet bij te zijn geweest.")
    seen = await case.look()
    assert seen["state"] == "gemeenschapsdienst_lopend", "what runs goes on"
    assert seen["timeline"][-1]["reason"] == "De persoon zegt er niet bij te zijn geweest."
    await case.does("community-service-end", result="volbracht")
    assert (await case.look())["allowed"] == []


async def test_mixed_facts_wait_for_the_prosecutor(city: City, app: FastAPI) -> None:
    case = await FineCase.opens(city, app)
    await case.does("triage", envisaged=200)
    await case.does("prosecutor-referral", mixed="licht")
    assert "zoals het dossier nu staat" in await case.holds_back(notified.start_letter_notified)
    assert (await case.tries("prosecutor-silence"))[0] == 409
    case.go_to(date.fromisoformat((await case.look())["prosecutorUntil"]) + timedelta(days=1))
    await case.does("prosecutor-silence")
    await case.letter(notified.start_letter_notified)
    other = await FineCase.opens(city, app)
    await other.does("prosecutor-referral", mixed="zwaar")
    await other.does("prosecutor-answer", answer="vervolgt")
    assert (await other.look())["allowed"] == []
    assert (await other.told())[-2:] == ["gas-dismissed", "gas-outcome-reached"]


async def test_a_decision_that_arrives_too_late_lapses_only_when_a_person_confirms_it(
    city: City, app: FastAPI
) -> None:
    case = await (await FineCase.opens(city, app)).fined()
    assert (await case.tries("expiry", OFFICER))[0] == 409
    last = date.fromisoformat((await case.look())["decideBy"])
    case.go_to(last)
    await city.timers_done(case.case_id)  # they note that the term nears
    await case.letter(notified.decision_notified, last + timedelta(days=1))
    seen = await case.look()
    assert seen["state"] == "geldboete_opgelegd"
    assert seen["timeline"][-1]["step"] == "te_laat_ter_kennis_gebracht"
    assert (await case.tries("expiry", WORKER))[0] == 403
    await case.does("expiry", OFFICER)
    assert await case.state() == "vervallen"
    assert (await case.told())[-2:] == ["gas-case-expired", "gas-outcome-reached"]


async def test_facts_of_one_report_about_one_person_are_one_case(city: City, app: FastAPI) -> None:
    report = "AN.55.L1.900001/2026"
    first = await FineCase.opens(city, app, report_number=report)
    again = await FineCase.opens(city, app, report_number=report, fact_code="overtreding")
    other = await FineCase.opens(
        city, app, report_number=report, offender=person("1980-02-03", "Iemand Anders")
    )
    assert again.case_id == first.case_id
    assert other.case_id != first.case_id
    assert len((await first.look())["findings"]) == 2
    assert (await first.told())[-1] == "gas-finding-linked"


async def test_the_same_infraction_within_24_months_after_a_sanction_is_recidivism(
    city: City, app: FastAPI
) -> None:
    who = person("1975-05-05", f"Herhaler {uuid4().hex}")
    first = await FineCase.opens(city, app, offender=who, fact_code="herhaling")
    await first.fined()
    await first.notified()
    city.later(days=2)
    second = await FineCase.opens(city, app, offender=who, fact_code="herhaling")
    await second.fined()
    assert (await second.look())["recidivism"] is True
    other = await FineCase.opens(city, app, fact_code="herhaling")
    await other.fined()
    assert (await other.look())["recidivism"] is False


async def test_somebody_too_young_is_never_fined(city: City, app: FastAPI) -> None:
    born = f"{city.now.year - 15}-06-01"
    case = await FineCase.opens(city, app, offender=person(born))
    assert (await case.look())["competent"] is False
    await case.does("triage", envisaged=100)
    assert "onontvankelijk" in await case.holds_back(notified.start_letter_notified)
    await case.does("inadmissible", motivation="Te jong op de dag van de feiten.")
    assert (await case.told())[-2:] == ["gas-dismissed", "gas-outcome-reached"]


async def test_an_age_that_nobody_knows_is_asked_before_the_letter(
    city: City, app: FastAPI
) -> None:
    case = await FineCase.opens(city, app, offender=person(None))
    assert (await case.tries("triage", envisaged=100))[0] == 422
    await case.does("triage", envisaged=100, minor=False)
    assert finding(None, at=city.now).report_number != finding(None, at=city.now).report_number
