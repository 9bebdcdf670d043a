"""The screen on which the officer decides: all that is weighed stands beside the form."""

from uuid import UUID

import pytest
from fastapi import FastAPI

from chassis.web import Function
from contracts.databank import ProsecutorAnswered
from contracts.mixed_facts.codes import ProsecutorAnswer
from enforcement.gas.pages import weighed

from ..support.browser import signed_in
from ..support.city import City
from ..support.procedure import FineCase

OFFICER = Function.SANCTIONEREND_AMBTENAAR
EXAMPLE = "De boetebedragen van de stad zijn nog een voorbeeld. Beslis er geen dossier mee."


async def test_facts_defence_advices_and_terms_stand_beside_the_decision(
    app: FastAPI, city: City
) -> None:
    case = await (await FineCase.opens(city, app, report_number="AN.55.L1.424242/2026")).started()
    said = {"summary": "Er stond geen bord aan het begin van de straat.", "final": True}
    await case.does("written-defence", **said)
    await case.asked_around()
    officer = await signed_in(app, city, OFFICER)
    for path in ("beslissen", "geen-boete"):
        seen = await officer.sees(f"/dossiers/{case.case_id}/{path}")
        assert "AN.55.L1.424242/2026" in seen
        assert "Er stond geen bord aan het begin van de straat." in seen
        assert "Bij de politie nagaan of er overleg nodig is" in seen
        assert "Nakijken wie de feiten vaststelde" in seen and "extern" not in seen
        assert "Uiterste dag" in seen
        assert "herhaling" in seen
        assert "Ilinca" not in seen, "the name comes behind a purpose"


async def test_example_rules_are_said_where_a_fine_is_imposed_and_not_where_one_is_spared(
    app: FastAPI, city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = await (await FineCase.opens(city, app)).ready()
    officer = await signed_in(app, city, OFFICER)
    page = f"/dossiers/{case.case_id}/beslissen"
    assert EXAMPLE in await officer.sees(page)
    assert EXAMPLE in await officer.is_told(page, bedrag="250"), "also when it is shown again"
    assert EXAMPLE not in await officer.sees(f"/dossiers/{case.case_id}/geen-boete")
    monkeypatch.setattr(weighed, "placeholders", lambda: ())
    assert EXAMPLE not in await officer.sees(page)


async def test_a_prosecution_that_came_late_stands_above_the_form(app: FastAPI, city: City) -> None:
    """Nobody is punished twice for one fact (GAS law art. 23): who decides reads it first."""
    case = await (await FineCase.opens(city, app)).ready()
    await case.asked_around()
    finding_id = UUID((await case.look())["findingId"])
    event = ProsecutorAnswered(
        finding_id=finding_id, answer=ProsecutorAnswer.VERVOLGT, answered_at=city.later(minutes=1)
    )
    await city.sandbox.handled("enforcement", await city.sandbox.publish(event, at=city.now))
    officer = await signed_in(app, city, OFFICER)
    for path in ("beslissen", "geen-boete"):
        seen = await officer.sees(f"/dossiers/{case.case_id}/{path}")
        assert "Ook het parket of de strafrechter heeft deze feiten." in seen
        assert "De politie kreeg antwoord van het parket" in seen
