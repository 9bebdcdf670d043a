"""Where people of care begin: an organisation's own periods, and the study office's overview."""

from datetime import date

import pytest

from chassis.web import DOMAIN_OF, Function, TrustDomain
from registry.delivery_register import labels
from registry.delivery_register.rules import agenda
from registry.delivery_register.rules.agenda import Task
from registry.delivery_register.rules.delivery import Reason, ReturnReason, State, last_day
from registry.minimum_format.rules.columns import TableName
from registry.minimum_format.rules.records import Period

from ..support.browser import signed_in
from ..support.deliveries import of_branches
from ..support.registry import Registry

REGISTRAR, RESPONSIBLE = Function.ZORG_REGISTRATOR, Function.ZORG_VERANTWOORDELIJKE
ANALYST = Function.STUDIEDIENST_ANALIST
MARCH = "2026-03-10T10:00:00+01:00"


@pytest.mark.parametrize(
    ("function", "home"),
    [(REGISTRAR, "/opleveringen"), (RESPONSIBLE, "/opleveringen"), (ANALYST, "/overzicht")],
)
async def test_each_function_begins_at_its_own_work(
    registry: Registry, function: Function, home: str
) -> None:
    browser = await signed_in(registry, function)
    answer = await browser.get("/")
    assert answer.headers["location"] == home
    assert (await browser.get(home)).status_code == 200


@pytest.mark.parametrize(
    "function", [each for each, domain in DOMAIN_OF.items() if domain is not TrustDomain.ZORG]
)
async def test_no_session_of_another_domain_opens_a_screen(
    registry: Registry, function: Function
) -> None:
    browser = await signed_in(registry, function)
    for path in ("/", "/opleveringen", "/overzicht", "/opleveringen/werkboek.xlsx"):
        assert (await browser.get(path)).status_code == 403


async def test_an_organisation_sees_what_is_due_and_until_when(registry: Registry) -> None:
    browser = await signed_in(registry, REGISTRAR)
    seen = await browser.sees("/opleveringen")
    assert "Jaar 2025 Lever de tabellen op Uiterlijk za 28/02/2026" in seen
    assert "Te laat" not in seen
    assert "Tussentijds opleveren mag" in seen
    browser.now = MARCH
    assert "Te laat" in await browser.sees("/opleveringen")


async def test_a_delivery_is_followed_from_upload_to_count(registry: Registry) -> None:
    registrar, analyst = [await signed_in(registry, each) for each in (REGISTRAR, ANALYST)]
    assert "Er wacht geen oplevering op je." in await analyst.sees("/overzicht")
    made = (await registry.upload(of_branches({"raam": 12}).csv())).json()
    path = f"/opleveringen/{made['deliveryId']}"
    assert "De verantwoordelijke kijkt na en dient in" in await registrar.sees("/opleveringen")
    assert "Zonder fouten, nog niet ingediend" in await registrar.sees(path)
    await registry.post(RESPONSIBLE, f"/v1/deliveries/{made['deliveryId']}/submission", "GHAPRO")
    seen = await analyst.sees("/overzicht")
    assert "Ghapro, jaar 2025 Ingediend op" in seen
    assert "Free Clinic Nog niets opgeleverd" in seen
    accept = f"/v1/deliveries/{made['deliveryId']}/acceptance"
    await registry.post(ANALYST, accept, at=MARCH)
    assert "Er is nu niets te doen." in await registrar.sees("/opleveringen")
    assert "Aanvaard en geteld" in await analyst.sees(path)


async def test_errors_questions_and_earlier_versions_stand_on_the_page(registry: Registry) -> None:
    browser = await signed_in(registry, REGISTRAR)
    wrong = of_branches({"raam": 3})
    wrong.clienten[0]["gender"] = "x"
    first = (await registry.upload(wrong.csv())).json()
    second = (await registry.upload(of_branches({"raam": 3}).csv())).json()
    seen = await browser.sees(f"/opleveringen/{first['deliveryId']}")
    assert "1 keer Cliënten, gender Deze code kennen we niet." in seen
    assert "Rijen: 2" in seen
    assert "Deze versie telt niet meer mee. Bekijk de nieuwste versie" in seen
    assert "Versie 2 , " in seen and "Versie 1 , " in seen and "(1 fouten)" in seen
    assert second["deliveryId"] in (await browser.get(f"/opleveringen/{first['deliveryId']}")).text


async def test_another_organisation_sees_nothing_of_it(registry: Registry) -> None:
    made = (await registry.upload(of_branches({"raam": 3}).csv())).json()
    other = await signed_in(registry, REGISTRAR, "BOYS")
    assert (await other.get(f"/opleveringen/{made['deliveryId']}")).status_code == 404
    assert made["deliveryId"] not in (await other.get("/opleveringen")).text
    stranger = await signed_in(registry, REGISTRAR, "ONBEKEND")
    assert (await stranger.get("/opleveringen")).status_code == 403


async def test_the_empty_workbook_leaves_by_the_browser(registry: Registry) -> None:
    browser = await signed_in(registry, REGISTRAR)
    answer = await browser.get("/opleveringen/werkboek.xlsx")
    assert answer.status_code == 200
    assert answer.content[:2] == b"PK"


async def test_a_year_to_come_is_empty(registry: Registry) -> None:
    analyst = await signed_in(registry, ANALYST)
    assert "Dit jaar is nog niet begonnen." in await analyst.sees("/overzicht?jaar=2027")


def test_every_code_of_a_delivery_has_its_words() -> None:
    assert set(labels.STATE) == set(labels.COLOUR) == set(State)
    assert set(labels.TASK) == set(Task)
    assert set(labels.TABLE) == set(TableName)
    assert set(labels.RETURN_REASON) == set(ReturnReason)
    assert set(labels.REASON) == set(Reason)


def test_a_half_year_is_never_due() -> None:
    for half in (None, 1, 2):
        after = last_day(Period(2025, half)).replace(year=2026)
        found = agenda.entry(Period(2025, half), [], after, 59)
        assert found.overdue is (half is None)


def test_what_was_signed_is_not_late_whatever_is_uploaded_beside_it() -> None:
    year, late = Period(2025), date(2026, 3, 10)
    assert agenda.entry(year, [State.FOUTEN], late, 59).overdue
    found = agenda.entry(year, [State.FOUTEN, State.INGEDIEND], late, 59)
    assert (found.task, found.overdue) == (Task.VERBETEREN, False)
