"""A refused declaration or renewal at the Council of State, and back in the calendar at once."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from fastapi import FastAPI

from chassis.days import city_day
from chassis.web import Function
from chassis.web.pages.site import day as written
from enforcement.notifications.words import day_in_words

from ..support.browser import signed_in
from ..support.city import LACKING, City
from ..support.letters import address
from ..support.pdf import text_of

OFFICE, COLLEGE = Function.DIENST_PROSTITUTIEBELEID, Function.COLLEGE_SECRETARIS
LAWYER = Function.JURIST_BH
SIX_YEARS = timedelta(days=6 * 366)


async def refuse(city: City, filed: dict[str, Any]) -> None:
    """The owner was heard; the refusal is known, and contested in extreme urgency."""
    path = filed["path"]
    await city.hears(path)
    refused = {
        "outcome": "geweigerd",
        "motivation": "De tekorten blijven.",
        "defenceAnswer": "Gelezen.",
    }
    await city.does(COLLEGE, f"{path}/decision", refused)
    await city.does(COLLEGE, f"{path}/decision-notification", {})
    request = {"urgency": "uiterst_dringend", "rollNumber": "A. 123.789"}
    await city.does(LAWYER, f"{path}/council-appeal", request)


async def refused_renewal(city: City, owner: str = "OWN-001") -> dict[str, Any]:
    filed = await city.granted(owner)
    await city.does(OFFICE, f"{filed['path']}/renewal")
    await city.renewed(filed["path"])
    await refuse(city, filed)
    return filed


async def rules(city: City, filed: dict[str, Any], ruling: str) -> None:
    await city.does(LAWYER, f"{filed['path']}/council-ruling", {"ruling": ruling})


async def state(city: City, filed: dict[str, Any]) -> str:
    found: str = (await city.sees(OFFICE, filed["path"]))["state"]
    return found


async def test_a_request_is_followed_with_its_lawyer_and_file(city: City) -> None:
    filed = await city.ready()
    await refuse(city, filed)
    seen = await city.sees(LAWYER, filed["path"])
    assert (seen["state"], seen["terms"]) == ("geweigerd", [])
    again = await city.call(LAWYER, "POST", f"{filed['path']}/council-appeal", {})
    assert again.status_code == 409
    due = str(city_day(city.now) + timedelta(days=10))
    lawyer = {"lawOffice": "Kantoor Voorbeeld", "fileDueOn": due}
    await city.does(LAWYER, f"{filed['path']}/council-lawyer", lawyer)
    (term,) = (await city.sees(LAWYER, filed["path"]))["terms"]
    assert (term["termId"], term["lastDay"]) == ("rvs.file_by_order", due)
    answer = await city.does(LAWYER, f"{filed['path']}/council-file", {})
    assert (answer["late"], answer["fileSentOn"]) == (False, str(city_day(city.now)))


async def test_an_annulled_refusal_is_decided_anew(city: City) -> None:
    filed = await city.ready()
    await refuse(city, filed)
    await rules(city, filed, "schorsing")
    assert await state(city, filed) == "geweigerd", "a suspended refusal grants nothing"
    await rules(city, filed, "vernietiging")
    seen = await city.sees(OFFICE, filed["path"])
    assert seen["state"] == "klaar_voor_beslissing"
    assert "suitability.decision_days" in {term["termId"] for term in seen["terms"]}
    granted = {"outcome": "toegekend", "motivation": "Na vernietiging.", **LACKING}
    await city.does(COLLEGE, f"{filed['path']}/decision", granted)
    assert (await city.told(filed["premisesId"]))[-1] == "suitability-granted"


async def letter_says(app: FastAPI, city: City, dossier_id: str) -> str:
    """What the letter about the latest decision says."""
    body = {"caseId": dossier_id, "kind": "beslissing"}
    answer = await city.call(OFFICE, "POST", "/v1/letters", body)
    assert answer.status_code == 201, answer.text
    office = await signed_in(app, city, OFFICE, "leest-beslissing")
    file = await office.get(f"/brieven/{answer.json()[0]['letterId']}/brief.pdf")
    return " ".join((await asyncio.to_thread(text_of, file.content)).split())


async def test_what_is_decided_anew_names_the_judgment_and_a_later_renewal_does_not(
    app: FastAPI, city: City
) -> None:
    filed = await city.ready()
    path, number = filed["path"], filed["number"]
    await address(city, filed["dossierId"], "overtreder")
    await refuse(city, filed)
    await rules(city, filed, "vernietiging")
    ruled_on, judgment = city.today, "Vernietigd door de Raad van State"
    secretary = await signed_in(app, city, COLLEGE, "leest-agenda")
    day = ruled_on + timedelta(days=1)
    item = (await secretary.sees(f"/agenda?dag={day}")).partition(number)[2]
    shown = f"{judgment} {written(ruled_on)}, A. 123.789"
    assert shown in item[:600]
    table = (await secretary.get(f"/agenda/agenda.csv?orgaan=college&dag={day}")).text
    (row,) = [each for each in table.splitlines() if number in each]
    assert f"op {ruled_on:%d/%m/%Y}, rolnummer A. 123.789" in row
    city.later(days=3)
    granted = {"outcome": "toegekend", "motivation": "Na vernietiging.", **LACKING}
    await city.does(COLLEGE, f"{path}/decision", granted)
    said = (
        f"De Raad van State vernietigde op {day_in_words(ruled_on)} onze vorige beslissing in dit "
        "dossier (rolnummer A. 123.789). Deze beslissing komt in de plaats daarvan."
    )
    assert said in await letter_says(app, city, filed["dossierId"])
    await city.does(OFFICE, f"{path}/renewal")
    await city.renewed(path)
    again = (await secretary.sees(f"/agenda?dag={city.today}")).partition(number)[2]
    assert again and judgment not in again[:600]
    await city.does(COLLEGE, f"{path}/decision", granted)
    assert "vernietigde" not in await letter_says(app, city, filed["dossierId"])


async def test_a_rejected_request_leaves_a_refusal(city: City) -> None:
    filed = await city.ready()
    await refuse(city, filed)
    told = await city.told(filed["premisesId"])
    await rules(city, filed, "verwerping")
    assert await state(city, filed) == "geweigerd"
    assert await city.told(filed["premisesId"]) == told
    after = await city.call(
        LAWYER, "POST", f"{filed['path']}/council-ruling", {"ruling": "afstand"}
    )
    assert after.status_code == 409


@pytest.mark.parametrize("stayed", [True, False])
async def test_an_annulled_refusal_of_a_renewal_lets_it_run_again_once(
    city: City, stayed: bool
) -> None:
    filed = await refused_renewal(city)
    assert await state(city, filed) == "toegekend"
    if stayed:
        await rules(city, filed, "schorsing")
        assert await state(city, filed) == "vernieuwing_lopend"
    await rules(city, filed, "vernietiging")
    assert await state(city, filed) == "vernieuwing_lopend"
    told = await city.told(filed["premisesId"])
    assert told[-1] == "suitability-renewal-requested"
    assert told.count("suitability-renewal-requested") == 2, "asked by the owner, and given back"


async def test_an_annulled_refusal_says_nothing_of_a_renewal_that_was_asked_anew(
    city: City,
) -> None:
    filed = await refused_renewal(city)
    await city.does(OFFICE, f"{filed['path']}/renewal")
    await rules(city, filed, "vernietiging")
    seen = await city.sees(OFFICE, filed["path"])
    assert (seen["state"], seen["renewalRefusedOn"]) == ("vernieuwing_lopend", None)


async def test_a_suspended_refusal_of_a_renewal_stands_again_when_the_request_is_rejected(
    city: City,
) -> None:
    filed = await refused_renewal(city)
    await rules(city, filed, "schorsing")
    await rules(city, filed, "verwerping")
    assert await state(city, filed) == "toegekend"
    assert (await city.told(filed["premisesId"]))[-1] == "suitability-renewal-refused"


async def test_a_declaration_that_ran_out_meanwhile_works_again(city: City) -> None:
    filed = await refused_renewal(city)
    city.later(days=SIX_YEARS.days)

    async def expired() -> bool:
        return await state(city, filed) == "vervallen"

    await city.clock_moves_on(expired)
    await rules(city, filed, "vernietiging")
    assert await state(city, filed) == "vernieuwing_lopend"
    told = await city.told(filed["premisesId"])
    assert told[-2:] == ["suitability-reinstated", "suitability-renewal-requested"]


async def test_a_request_rejected_after_the_last_day_ends_the_declaration(city: City) -> None:
    filed = await refused_renewal(city)
    await rules(city, filed, "schorsing")
    city.later(days=SIX_YEARS.days)
    assert await state(city, filed) == "vernieuwing_lopend"
    await rules(city, filed, "verwerping")
    assert await state(city, filed) == "vervallen"
    assert (await city.told(filed["premisesId"]))[-2:] == [
        "suitability-renewal-refused",
        "suitability-expired",
    ]


async def test_a_buyers_declaration_is_not_pushed_aside_by_an_annulment(city: City) -> None:
    filed = await refused_renewal(city)
    city.later(days=SIX_YEARS.days)

    async def expired() -> bool:
        return await state(city, filed) == "vervallen"

    await city.clock_moves_on(expired)
    place = (await city.sees(OFFICE, filed["path"]))["premises"]
    body = {
        "premises": {key: place[key] for key in ("label", "street", "houseNumber", "postcode")},
        "rooms": ["R-01"],
    }
    await city.does(Function.EIGENAAR, "/v1/suitability-dossiers", body, organisation="OWN-099")
    await rules(city, filed, "vernietiging")
    assert await state(city, filed) == "vervallen"


async def test_a_refusal_is_contested_while_the_council_looks_at_one_that_was_taken_back(
    city: City,
) -> None:
    filed = await city.ready()
    await refuse(city, filed)
    path = filed["path"]
    said = {"restart": "beslissing", "motivation": "De motivering was fout."}
    await city.does(COLLEGE, f"{path}/retake", said)
    city.later(minutes=1)
    refused = {
        "outcome": "geweigerd",
        "motivation": "De tekorten blijven.",
        "defenceAnswer": "Gelezen.",
    }
    await city.does(COLLEGE, f"{path}/decision", refused)
    await city.does(COLLEGE, f"{path}/decision-notification", {})
    await city.does(LAWYER, f"{path}/council-appeal", {"urgency": "geen"})
    earlier = {"ruling": "vernietiging", "request": "eerder"}
    await city.does(LAWYER, f"{path}/council-ruling", earlier)
    assert await state(city, filed) == "geweigerd"
    await rules(city, filed, "vernietiging")
    assert await state(city, filed) == "klaar_voor_beslissing"


async def test_only_a_refusal_is_contested_in_a_declarations_dossier(city: City) -> None:
    filed = await city.granted()
    answer = await city.call(LAWYER, "POST", f"{filed['path']}/council-appeal", {})
    assert answer.status_code == 409
    assert "Dit beroep gaat over een weigering" in answer.text
