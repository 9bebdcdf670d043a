"""What goes with a letter: a copy of every report, and the prosecutor's copy of a decision."""

from uuid import uuid4

from fastapi import FastAPI

from chassis.days import city_day
from chassis.web import Function

from ..support.browser import signed_in
from ..support.city import City
from ..support.letters import address
from ..support.own_case import opening_letters, visitor
from ..support.papers import paper
from ..support.procedure import OFFICER, WORKER, FineCase, fine

WITHOUT = "Het pv zit er niet bij."
REPORT = "/mijn-dossier/verslag"


async def test_an_opening_letter_about_two_reports_goes_with_both_and_says_which_lacks(
    city: City, app: FastAPI
) -> None:
    """GAS law art. 25 §2, 5°; a case that was joined has its report still (art. 7)."""
    first, second = [await FineCase.opens(city, app) for _ in range(2)]
    await second.does("join", intoId=str(first.case_id), samePerson=True)
    await first.does("triage", envisaged=250)
    await address(city, str(first.case_id), "overtreder")
    (sent,) = await opening_letters(app, city, str(first.case_id), posted=False)
    worker = await signed_in(app, city, WORKER, f"legt-bij-{uuid4().hex[:6]}")
    page, path = f"/brieven/{sent.letter_id}", f"/v1/letters/{sent.letter_id}"
    posting = {"postedOn": f"{city_day(city.now)}"}
    await city.does(Function.JURIST_BH, f"{path}/check", subject="collega")
    for case in (second, first):
        assert WITHOUT in await worker.sees(page)
        for said in (posting, posting | {"leftBefore": True}):
            refused = await city.call(WORKER, "POST", f"{path}/posting", said)
            assert refused.status_code == 422
            assert [error["field"] for error in refused.json()["errors"]] == ["enclosesReport"]
        assert WITHOUT in await worker.sees("/brieven?lijst=posten")
        files = [("bestanden", ("pv.pdf", paper(), "application/pdf"))]
        await worker.upload(f"/dossiers/{case.case_id}/stukken", files, {"soort": "proces_verbaal"})
    assert WITHOUT not in await worker.sees(page)
    await city.does(WORKER, f"{path}/posting", posting)
    browser = visitor(app, city)
    await browser.does("/mijn-dossier", code=sent.code)
    assert f"{REPORT}?nummer=2" in (await browser.get("/mijn-dossier")).text
    answers = [await browser.get(f"{REPORT}?nummer={number}") for number in (1, 2, 3)]
    assert [answer.status_code for answer in answers] == [200, 200, 404]


async def test_an_opening_letter_without_its_report_leaves_only_with_a_copy_by_hand(
    city: City, app: FastAPI
) -> None:
    """Whoever brings it to the post says so in words, and the timeline keeps that."""
    case = await FineCase.opens(city, app)
    await case.does("triage", envisaged=250)
    await address(city, str(case.case_id), "overtreder")
    (sent,) = await opening_letters(app, city, str(case.case_id), posted=False)
    await city.does(Function.JURIST_BH, f"/v1/letters/{sent.letter_id}/check", subject="collega")
    worker = await signed_in(app, city, WORKER, f"post-{uuid4().hex[:6]}")
    post = {"brief": sent.letter_id, "gepost": f"{city_day(city.now)}"}
    refused = await worker.post("/brieven/posten", post)
    assert refused.status_code == 422 and "pv-error" in refused.text
    assert await case.state() == "geregistreerd"
    await worker.does("/brieven/posten", **post, pv="true")
    seen = await case.look()
    assert seen["state"] == "opgestart"
    assert "pv_zelf_bijgevoegd" in [entry["step"] for entry in seen["timeline"]]


async def test_the_prosecutor_gets_a_copy_of_a_decision_on_mixed_facts_which_starts_no_term(
    city: City, app: FastAPI
) -> None:
    """GAS law art. 27."""
    case = await FineCase.opens(city, app)
    await case.does("prosecutor-referral", mixed="licht")
    await case.does("prosecutor-answer", answer="afgezien")
    await (await case.ready()).asked_around()
    await case.does("fine", OFFICER, **fine(200))
    case_id = str(case.case_id)
    await address(city, case_id, "overtreder")
    body = {"caseId": case_id, "kind": "beslissing"}
    refused = await city.call(WORKER, "POST", "/v1/letters", body)
    assert not refused.is_success and "parket" in refused.text
    await address(city, case_id, "parket", "Parket van Voorbeeld")
    letters = (await city.call(WORKER, "POST", "/v1/letters", body)).json()
    assert [(each["role"], each["mode"]) for each in letters] == [
        ("overtreder", "aangetekend"),
        ("parket", "gewone_post"),
    ]
    copy = f"/v1/letters/{letters[1]['letterId']}"
    await city.does(Function.JURIST_BH, f"{copy}/check", subject="collega")
    await city.does(WORKER, f"{copy}/posting", {"postedOn": f"{city_day(city.now)}"})
    assert await case.state() == "geldboete_opgelegd"
    again = (await city.call(WORKER, "POST", "/v1/letters", body)).json()
    assert [each["role"] for each in again] == ["overtreder"]
