"""Deployment, inventory, guidelines and checks on execution, as officers use their pages."""

from uuid import UUID, uuid4

from chassis.days import city_day
from chassis.web import Function
from contracts.codes import SanctionKind
from contracts.databank import ExecutionChecked, InventoryPublished
from contracts.enforcement import ExecutionCheckRequested
from databank.police_plan.rules.deployment import period_of, plannable

from ..support.browser import Browser, signed_in
from ..support.databank import Databank, day
from ..support.forms import hidden, keyed


async def leader(databank: Databank) -> Browser:
    found = await signed_in(databank, Function.POLITIE_TEAMLEIDER, f"leider-{uuid4().hex[:6]}")
    return found.moves_to(databank.clock.now())


async def test_deployment_is_fixed_before_its_two_months_and_lists_what_suffers(
    databank: Databank, browser: Browser
) -> None:
    chief = await leader(databank)
    today = city_day(databank.clock.now())
    begins = plannable(today)[0]
    empty = await chief.post("/inzet", await keyed(chief, "/inzet"))
    assert empty.status_code == 422
    assert "Geef een getal." in empty.text
    filled = {
        "mensen": "12",
        "materieel": "Twee voertuigen",
        "bedreigd": "Toezicht op markten\nVerkeer aan scholen",
    }
    late = filled | {"begint": period_of(today).isoformat()}
    refused = await chief.post("/inzet", await keyed(chief, "/inzet", **late))
    assert refused.status_code == 422
    assert "nog moeten beginnen" in refused.text
    good = filled | {"begint": begins.isoformat()}
    done = await chief.post("/inzet", good | {"sleutel": hidden(refused, "sleutel")})
    assert done.status_code == 303
    shown = (await browser.moves_to(chief.at).get("/inzet")).text
    assert "<li>Verkeer aan scholen</li>" in shown
    assert "Leg de inzet vast" not in shown
    rejected = await browser.post("/inzet", {"sleutel": str(uuid4())} | good)
    assert rejected.status_code == 403


async def test_an_inventory_is_published_once_and_only_that_leaves(databank: Databank) -> None:
    chief = await leader(databank)
    path = "/inventaris?jaar=2019"
    line = {"jaar": "2019", "vorm": "escort", "bron": "fieldresearch", "plaatsen": "14"}
    wrong = await chief.post("/inventaris", await keyed(chief, path, **(line | {"bron": "x"})))
    assert wrong.status_code == 422
    for places in ("14", "15"):
        form = await keyed(chief, path, **(line | {"plaatsen": places}))
        assert (await chief.post("/inventaris", form)).status_code == 303
    listed = (await chief.get(path)).text
    assert "Escort, fieldresearch: 15" in listed
    assert "fieldresearch: 14" not in listed
    publish = "/inventaris/2019/publiceren"
    assert (await chief.post(publish, {})).status_code == 422
    assert (await chief.post(publish, {"sleutel": str(uuid4())})).status_code == 303
    assert (await chief.post(publish, {"sleutel": str(uuid4())})).status_code == 409
    late = await databank.post(
        "/v1/inventories/2019/lines",
        {"branch": "raam", "source": "fieldresearch", "places": 3},
        databank.clock.now(),
    )
    assert late.status_code == 409
    every = await databank.told(InventoryPublished)
    (told,) = [each for each in every if each.data["year"] == 2019]
    assert set(told.data) == {"inventoryId", "year", "branches", "publishedAt"}
    assert told.data["branches"] == ["escort"]
    empty = databank.as_(Function.POLITIE_TEAMLEIDER, "leider-1")
    answer = await empty.post("/v1/inventories/2018/publication", {}, databank.clock.now())
    assert answer.status_code == 409


async def test_a_guideline_keeps_its_versions_and_who_read_each(
    databank: Databank, browser: Browser
) -> None:
    chief = await leader(databank)
    form = await keyed(chief, "/richtlijnen/nieuw", titel="Tippelen", tekst="Eerst\nvragen.")
    made = await chief.post("/richtlijnen/nieuw", form)
    path = made.headers["location"]
    guideline_id = UUID(path.rpartition("/")[2])
    browser.moves_to(chief.at)
    assert "Nog te lezen" in (await browser.get("/richtlijnen")).text
    read = await browser.post(f"{path}/gelezen/1", await keyed(browser, path))
    assert read.status_code == 303
    seen = (await browser.get(path)).text
    assert "Ik las deze versie" not in seen
    assert "Gelezen door" in seen and "agent-" in seen
    missing = await browser.post(f"{path}/gelezen/7", {"sleutel": str(uuid4())})
    assert missing.status_code == 404
    change = f"{path}/aanpassen"
    empty = await chief.post(change, await keyed(chief, change, titel="", tekst=""))
    assert empty.status_code == 422
    form = await keyed(chief, change, titel="Tippelen", tekst="Eerst hulp aanbieden.")
    assert (await chief.post(change, form)).status_code == 303
    again = (await browser.get(path)).text
    assert "Ik las deze versie" in again and "Versie 1" in again and "vragen." in again
    rows = await databank.fetch(
        "SELECT number FROM guideline_version WHERE guideline_id = $1 ORDER BY number", guideline_id
    )
    assert [row["number"] for row in rows] == [1, 2]
    assert (await browser.post(change, form)).status_code == 403
    assert (await browser.get(f"/richtlijnen/{uuid4()}")).status_code == 404


async def test_a_check_on_execution_is_answered_on_the_phone_and_told_once(
    databank: Databank, browser: Browser
) -> None:
    case_id = uuid4()
    at = max(databank.clock.now(), day(10))
    await databank.tell(
        ExecutionCheckRequested(
            case_id=case_id,
            premises_id=uuid4(),
            kind=SanctionKind.SCHORSING,
            effective_from=at,
            effective_to=at,
            requested_at=at,
        )
    )
    path = f"/uitvoering/{case_id}"
    browser.moves_to(at)
    assert path in (await browser.get("/uitvoering")).text
    empty = await browser.post(path, await keyed(browser, path))
    assert empty.status_code == 422
    assert "Zeg of het pand zich eraan houdt." in empty.text
    form = await keyed(browser, path, nageleefd="nee")
    for _ in range(2):
        assert (await browser.post(path, form)).status_code == 303
    (told,) = await databank.told(ExecutionChecked, caseId=case_id)
    assert told.data["complied"] is False
    assert "Niet nageleefd" in (await browser.get(path)).text
    recherche = await signed_in(databank, Function.RECHERCHE, "recherche-5")
    assert (await recherche.get(path)).status_code == 403
