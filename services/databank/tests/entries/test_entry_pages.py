"""Forms of entries as officers send them: wrong, again, and for another year than this one."""

from uuid import UUID, uuid4

import pytest

from chassis.days import city_day
from chassis.web import Function
from databank.police_plan.rules.deployment import plannable

from ..support.browser import Browser, signed_in
from ..support.databank import Databank
from ..support.forms import hidden, keyed


async def leader(databank: Databank) -> Browser:
    found = await signed_in(databank, Function.POLITIE_TEAMLEIDER, f"leider-{uuid4().hex[:6]}")
    return found.moves_to(databank.clock.now())


async def test_a_line_that_was_wrong_stays_with_the_year_for_which_it_was_written(
    databank: Databank,
) -> None:
    chief = await leader(databank)
    line = {"jaar": "2014", "vorm": "escort", "bron": "fieldresearch", "plaatsen": "veel"}
    wrong = await chief.post("/inventaris", await keyed(chief, "/inventaris?jaar=2014", **line))
    assert wrong.status_code == 422
    assert "Inventaris van 2014" in wrong.text
    assert hidden(wrong, "jaar") == "2014", "else the next try is a line of this year"
    line |= {"plaatsen": "3", "sleutel": hidden(wrong, "sleutel")}
    done = await chief.post("/inventaris", line)
    assert done.headers["location"] == "/inventaris?jaar=2014"
    bad = await chief.post("/inventaris", line | {"jaar": "12", "sleutel": str(uuid4())})
    assert bad.status_code == 422


@pytest.mark.parametrize("year", ["2009", "9999", "99999999999999999999"])
async def test_a_year_in_an_address_of_a_screen_has_the_bounds_of_the_api(
    databank: Databank, year: str
) -> None:
    chief = await leader(databank)
    for path in (f"/inventaris/{year}/publiceren", f"/aanhoudingen/parket/vrijgeven/{year}"):
        answer = await chief.post(path, {"sleutel": str(uuid4())})
        assert answer.status_code == 422, path


async def test_a_version_in_an_address_of_a_screen_has_the_bounds_of_the_api(
    databank: Databank,
) -> None:
    chief = await leader(databank)
    path = f"/richtlijnen/{uuid4()}/gelezen/99999999999999999999"
    assert (await chief.post(path, {"sleutel": str(uuid4())})).status_code == 422


async def test_more_tasks_than_the_api_takes_are_refused_on_the_page_too(
    databank: Databank,
) -> None:
    chief = await leader(databank)
    begins = plannable(city_day(databank.clock.now()))[1]
    form = {"begint": begins.isoformat(), "mensen": "3", "materieel": "Geen"}
    many = "\n".join(f"Taak {number}" for number in range(31))
    refused = await chief.post("/inzet", await keyed(chief, "/inzet", **form, bedreigd=many))
    assert refused.status_code == 422
    assert "Schrijf hoogstens 30 taken, elk van hoogstens 200 tekens." in refused.text
    assert "Taak 30" in refused.text, "what was typed is not lost"


async def test_what_is_wrong_in_a_list_shows_at_the_list(databank: Databank) -> None:
    chief = await leader(databank)
    path = "/maandacties/plannen"
    form = await keyed(chief, path, maand="2030-01-01")
    refused = await chief.post(path, form | {"vormen": ["raam", "geen_vorm"]})
    assert refused.status_code == 422
    assert 'href="#vormen"' in refused.text
    assert "vormen.1" not in refused.text


async def test_a_guideline_that_is_sent_twice_is_made_once_and_leads_to_itself(
    databank: Databank,
) -> None:
    chief = await leader(databank)
    path = "/richtlijnen/nieuw"
    form = await keyed(chief, path, titel="Twee keer verstuurd", tekst="Eerst hulp aanbieden.")
    for _ in range(2):
        done = await chief.post(path, form)
        assert done.status_code == 303
        assert (await chief.get(done.headers["location"])).status_code == 200
    rows = await databank.fetch(
        "SELECT number FROM guideline_version WHERE guideline_id = $1", UUID(form["sleutel"])
    )
    assert [row["number"] for row in rows] == [1]
