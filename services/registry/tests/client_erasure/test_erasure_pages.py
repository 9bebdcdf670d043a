"""The screen on which a responsible erases a client: what goes, what stays, sure, and the proof."""

from chassis.web import Function

from ..support.browser import signed_in
from ..support.deliveries import Tables, client, contact, of_branches
from ..support.registry import Registry

PAGE = "/clienten-wissen"
CODE = "zk7-q41"
SURE = {"nagekeken": "true", "zeker": "true"}


def with_client() -> Tables:
    tables = of_branches({"raam": 3})
    tables.clienten.append(client(CODE))
    tables.contacten += [contact(CODE, "2025-01"), contact(CODE, "2025-02")]
    return tables


async def test_from_an_empty_page_to_the_proof(registry: Registry) -> None:
    responsible = await signed_in(registry, Function.ZORG_VERANTWOORDELIJKE)
    assert "Je organisatie wiste nog geen cliënt." in await responsible.sees(PAGE)
    assert "Wissen" in await responsible.sees("/opleveringen"), "it is in the menu"
    await registry.upload(with_client().csv())
    assert "Dit veld is verplicht" in await responsible.is_told(PAGE)
    assert "geen enkele oplevering" in await responsible.is_told(PAGE, code="zk7-q42")
    asked = await responsible.post(PAGE, code=f" {CODE} ")
    assert asked.status_code == 200
    assert asked.headers["cache-control"] == "no-store"
    for said in (
        "Rijen over de cliënt: 1",
        "Rijen over contacten: 2",
        "Cijfers van een gesloten jaar wijzigen niet voor enkele personen.",
        "Wissen kan je niet ongedaan maken.",
    ):
        assert said in asked.text
    assert "Zeg dat je deze cliënt wil wissen." in await responsible.is_told(
        PAGE, code=CODE, nagekeken="true"
    )
    assert await registry.count("client_erasure") == 0
    assert await responsible.does(PAGE, code=CODE, **SURE) == PAGE
    shown = await responsible.sees(PAGE)
    assert "De cliënt is gewist." in shown
    assert "Rijen over contacten: 2" in shown
    assert CODE not in shown
    assert "geen enkele oplevering" in await responsible.is_told(PAGE, code=CODE, **SURE)
    assert await registry.count("client_erasure") == 1
    other = await signed_in(registry, Function.ZORG_VERANTWOORDELIJKE, "BOYS")
    assert "Je organisatie wiste nog geen cliënt." in await other.sees(PAGE)


async def test_only_who_answers_for_the_organisation_comes_here(registry: Registry) -> None:
    for function in (Function.ZORG_REGISTRATOR, Function.STUDIEDIENST_ANALIST):
        browser = await signed_in(registry, function)
        assert (await browser.get(PAGE)).status_code == 403
        assert "Wissen" not in await browser.sees("/volledigheid")
