"""Mixed facts: what the prosecutor says goes to the city, and what he leaves to it may follow."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from contracts.databank import FindingTransferred, ProsecutorAnswered
from contracts.enforcement import ProsecutorAsked

from ..support.browser import Browser
from ..support.databank import Databank
from ..support.findings import AT, close_report
from ..support.forms import send_twice

SAID = {"antwoord-dag": str(AT.date()), "bron": "Referentiemagistraat, 12/26"}


async def transferred(browser: Browser, addressee: str) -> tuple[str, str]:
    """A report that left to its addressee: its page and its id."""
    path = await close_report(browser, addressee)
    await send_twice(browser, f"{path}/slachtoffer", antwoord="nee")
    procedure = "parket" if addressee == "PV:parket" else "gas"
    await send_twice(browser, f"{path}/overmaken", procedure=procedure, gerechtelijk="nee")
    return path, path.rpartition("/")[2]


@pytest.mark.parametrize("answer", ["afgezien", "vervolgt"])
async def test_the_city_hears_once_what_the_prosecutor_does_with_mixed_facts(
    databank: Databank, browser: Browser, answer: str
) -> None:
    path, finding_id = await transferred(browser, "PV:gemengd")
    await send_twice(browser, f"{path}/parket", antwoord=answer, **SAID)
    (told,) = await databank.told(ProsecutorAnswered, findingId=finding_id)
    assert told.data["answer"] == answer
    assert "Referentiemagistraat" not in str(told.data)
    page = (await browser.get(path)).text
    assert "Referentiemagistraat, 12/26" in page
    assert "Noteer het antwoord" not in page


async def test_what_the_prosecutor_leaves_to_the_city_can_be_transferred_with_his_answer(
    databank: Databank, browser: Browser
) -> None:
    path, finding_id = await transferred(browser, "PV:parket")
    assert await databank.told(FindingTransferred, findingId=finding_id) == []
    await send_twice(browser, f"{path}/parket", antwoord="afgezien", **SAID)
    assert await databank.told(ProsecutorAnswered, findingId=finding_id) == []
    refused = await browser.post(
        f"{path}/overmaken", {"procedure": "gas", "gerechtelijk": "ja", "sleutel": str(uuid4())}
    )
    assert refused.status_code == 422, "judicial information needs leave, as always"
    leave = {"gerechtelijk": "ja", "toelating": "Referentiemagistraat, 12/26"}
    await send_twice(browser, f"{path}/overmaken", procedure="gas", **leave)
    assert len(await databank.told(FindingTransferred, findingId=finding_id)) == 1
    assert len(await databank.told(ProsecutorAnswered, findingId=finding_id)) == 1
    assert "Bij het parket en de stad" in (await browser.get(path)).text


async def test_what_the_prosecutor_keeps_never_goes_to_the_city(
    databank: Databank, browser: Browser
) -> None:
    path, finding_id = await transferred(browser, "PV:parket")
    await send_twice(browser, f"{path}/parket", antwoord="vervolgt", **SAID)
    await send_twice(browser, f"{path}/overmaken", 409, procedure="gas", gerechtelijk="nee")
    assert await databank.told(ProsecutorAnswered, findingId=finding_id) == []


async def test_the_city_may_ask_about_facts_that_were_its_own(
    databank: Databank, browser: Browser
) -> None:
    path, finding_id = await transferred(browser, "PV:sanctionerend_ambtenaar")
    assert "Noteer het antwoord" not in (await browser.get(path)).text
    await send_twice(browser, f"{path}/parket", 409, antwoord="afgezien", **SAID)
    asked = ProsecutorAsked(
        case_id=uuid4(), finding_ids=(UUID(finding_id), uuid4()), asked_at=AT + timedelta(days=1)
    )
    await databank.tell(asked, at=AT + timedelta(days=1))
    assert "De stad vraagt wat het parket doet" in (await browser.get(path)).text
    await send_twice(browser, f"{path}/parket", antwoord="afgezien", **SAID)
    assert len(await databank.told(ProsecutorAnswered, findingId=finding_id)) == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"antwoord": ""}, "Maak een keuze."),
        ({"antwoord-dag": ""}, "Zeg op welke dag"),
        ({"antwoord-dag": str(AT.date() - timedelta(days=1))}, "na de feiten"),
        ({"antwoord-dag": "2099-01-01"}, "niet in de toekomst"),
        ({"bron": ""}, "van welk ambt"),
    ],
)
async def test_an_answer_without_its_day_or_source_changes_nothing(
    databank: Databank, browser: Browser, wrong: dict[str, str], said: str
) -> None:
    path, finding_id = await transferred(browser, "PV:gemengd")
    form = {"antwoord": "afgezien", **SAID, "sleutel": str(uuid4())} | wrong
    answer = await browser.post(f"{path}/parket", form)
    assert answer.status_code == 422
    assert said in answer.text
    assert await databank.told(ProsecutorAnswered, findingId=finding_id) == []
