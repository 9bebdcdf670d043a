"""Suspensions of a declaration by the mayor on art. 134ter, and what calendar and police hear."""

from datetime import timedelta
from typing import Any

import pytest
from fastapi import FastAPI

from chassis.web import Function
from contracts.enforcement import (
    ExecutionCheckRequested,
    ExecutionCheckWithdrawn,
    PremisesClosed,
    SuitabilitySuspended,
    SuitabilitySuspensionLifted,
)
from contracts.event import Event

from ..notifications.test_order_letters import TO
from ..support.city import City
from ..support.measures import PUBLIC_ORDER, TRAFFICKING, Measure
from ..support.pdf import text_of
from ..support.sales import house_is_sold

OFFICE, OWNER = Function.DIENST_PROSTITUTIEBELEID, Function.EIGENAAR


async def suspending(app: FastAPI, city: City) -> tuple[Measure, dict[str, Any]]:
    """A measure on art. 134ter, heard, and what a draft of it says: two months."""
    case = await Measure.starts(app, city, **PUBLIC_ORDER)
    await case.heard()
    until = str(case.today + timedelta(days=60))
    return case, {"grond": "ngw_134ter", "inhoud": "schorsing", "tot": until}


async def told(case: Measure, kind: type[Event]) -> list[dict[str, Any]]:
    found = [each.data for each in await case.city.sandbox.recorded("enforcement", kind)]
    return [each for each in found if each["premisesId"] == case.premises_id]


async def works(case: Measure, draft: dict[str, Any]) -> None:
    await case.draw_up(**draft)
    await case.does(case.mayor, "ondertekenen", antwoord="Neen.", zeker="ja")
    await case.does(case.worker, "kennisgeving", beroep="true")


async def test_an_order_suspends_the_declaration_from_its_notification(
    app: FastAPI, city: City
) -> None:
    case, draft = await suspending(app, city)
    await case.draw_up(**draft)
    await case.does(case.mayor, "ondertekenen", antwoord="Neen.", zeker="ja")
    assert await told(case, SuitabilitySuspended) == []
    await case.does(case.worker, "kennisgeving", beroep="true")
    [suspended] = await told(case, SuitabilitySuspended)
    assert suspended["suspendedTo"] is not None
    assert await told(case, PremisesClosed) == []
    await case.does(case.worker, "controle-vragen")
    [check] = await told(case, ExecutionCheckRequested)
    assert check["kind"] == "schorsing"


async def test_the_police_still_look_after_a_suspended_declaration_was_sold(
    app: FastAPI, city: City
) -> None:
    case, draft = await suspending(app, city)
    await works(case, draft)
    await case.does(case.worker, "controle-vragen")
    path = await house_is_sold(city, case.premises_id, "OWN-049")
    assert await told(case, ExecutionCheckWithdrawn) == []
    assert await told(case, SuitabilitySuspensionLifted) == []
    assert (await city.sees(OFFICE, path))["suspended"]


async def test_a_declaration_is_given_back_when_the_college_does_not_confirm(
    app: FastAPI, city: City
) -> None:
    case, draft = await suspending(app, city)
    await works(case, draft)
    meeting = await case.college_meets(3)
    city.later(days=3)
    await case.does(case.college, "weigeren", vergadering=meeting, zeker="ja")
    assert len(await told(case, SuitabilitySuspensionLifted)) == 1


async def test_a_declaration_is_given_back_when_the_mayor_lifts_the_order(
    app: FastAPI, city: City
) -> None:
    case, draft = await suspending(app, city)
    await works(case, draft)
    await case.does(case.mayor, "opheffen", reden="In orde.", zeker="ja")
    assert len(await told(case, SuitabilitySuspensionLifted)) == 1


async def test_the_council_of_state_suspends_a_suspension_and_lets_it_work_again(
    app: FastAPI, city: City
) -> None:
    case, draft = await suspending(app, city)
    await works(case, draft)
    await case.does(case.worker, "raad-van-state", schorsing="gewoon")
    await case.does(case.worker, "raad-van-state-uitspraak", uitspraak="schorsing", zeker="ja")
    assert len(await told(case, SuitabilitySuspensionLifted)) == 1
    await case.does(case.worker, "raad-van-state-uitspraak", uitspraak="verwerping", zeker="ja")
    assert len(await told(case, SuitabilitySuspended)) == 2


async def test_no_other_article_suspends_a_permit(app: FastAPI, city: City) -> None:
    case, draft = await suspending(app, city)
    for basis in ("ngw_135", "ngw_134quater"):
        refused = await case.refused(
            case.worker, "opstellen", **draft | {"grond": basis, "motivering": "Feiten."}
        )
        assert "Alleen op grond van art. 134ter" in refused
    trafficking = await Measure.starts(app, city, **TRAFFICKING)
    await trafficking.heard()
    draft |= {"grond": "ngw_134quinquies", "motivering": "Feiten."}
    assert "alleen een sluiting" in await trafficking.refused(
        trafficking.worker, "opstellen", **draft
    )


async def test_a_suspension_lasts_three_months_at_most(app: FastAPI, city: City) -> None:
    case, draft = await suspending(app, city)
    long = draft | {"tot": str(case.today + timedelta(days=120)), "motivering": "Feiten."}
    assert "hoogstens 3 maanden" in await case.refused(case.worker, "opstellen", **long)


@pytest.mark.parametrize("content", ["schorsing", "sluiting"])
async def test_an_order_that_binds_a_buyer_goes_to_the_buyer(
    app: FastAPI, city: City, content: str
) -> None:
    """Sold between the hearing and the notification: the sixty days of the buyer begin with a
    letter to the buyer (coordinated laws on the Council of State, art. 19)."""
    case, draft = await suspending(app, city)
    page = f"/brieven/dossier/{case.case_id}"
    await case.worker.does(f"{page}/geadresseerden", **TO)
    await case.draw_up(**draft | {"inhoud": content})
    await case.does(case.mayor, "ondertekenen", antwoord="Neen.", zeker="ja")
    city.later(minutes=5)
    assert "OWN-047" not in await case.worker.sees(page)
    await house_is_sold(city, case.premises_id, "OWN-047")
    city.later(minutes=5)
    letters, seen = await case.worker.sees(page), await case.worker.sees(case.page)
    assert "OWN-047" in letters and "Gegeven voor de verkoop" in letters
    assert "Wie het pand nu heeft OWN-047" in seen and "De beslissing bindt de koper Ja" in seen
    said = {"soort": "beslissing", "wijze": "tegen_ontvangstbewijs"}
    refused = await case.worker.is_told(f"{page}/nieuw", **said)
    assert "Haal de adressen van voor de overdracht weg" in refused
    async with city.sandbox.asking("enforcement") as conn:
        query = "SELECT addressee_id FROM addressee WHERE case_id::text = $1"
        (row,) = await conn.fetch(query, str(case.case_id))
    await city.call(Function.JURIST_BH, "POST", f"/v1/addressees/{row['addressee_id']}/removal")
    await case.worker.does(f"{page}/geadresseerden", **TO | {"naam": "Verzonnenova"})
    await case.worker.does(f"{page}/nieuw", **said)
    async with city.sandbox.asking("enforcement") as conn:
        query = "SELECT letter_id FROM letter WHERE case_id::text = $1"
        letter = await conn.fetchval(query, str(case.case_id))
    text = " ".join(
        text_of((await case.worker.get(f"/brieven/{letter}/brief.pdf")).content).split()
    )
    assert "Verzonnenova" in text and "Het bevel geldt nu voor u" in text
    assert "De vorige houder werd gehoord" in text and "U werd gehoord" not in text
