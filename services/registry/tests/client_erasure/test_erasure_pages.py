"""The screen on which a responsible erases a client: what goes, what stays, sure, and the proof."""

from chassis.web import Function

from ..support.browser import signed_in
from ..support.deliveries import Tables, client, contact, of_branches
from ..support.registry import Registry

PAGE = "/clienten-wissen"
CODE = "zk7-q41"
ERASURES = "/v1/client-erasures"
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
    proof = (await registry.get(Function.ZORG_VERANTWOORDELIJKE, ERASURES, "GHAPRO")).json()
    (proved,) = proof["_embedded"]["clientErasures"]
    assert f"Door wie: {proved['erasedBy']}" in shown
    assert "geen enkele oplevering" in await responsible.is_told(PAGE, code=CODE, **SURE)
    assert await registry.count("client_erasure") == 1
    other = await signed_in(registry, Function.ZORG_VERANTWOORDELIJKE, "BOYS")
    assert "Je organisatie wiste nog geen cliënt." in await other.sees(PAGE)


async def test_a_code_in_the_words_of_a_year_goes_out_of_every_version(registry: Registry) -> None:
    """Also where it stands nowhere else; words of others, and numbers, are left alone."""
    responsible = await signed_in(registry, Function.ZORG_VERANTWOORDELIJKE)
    analyst = await signed_in(registry, Function.STUDIEDIENST_ANALIST, "SSO")
    own, city = "/jaarverslag/2025/GHAPRO", "/jaarverslag/2025/STAD"
    await responsible.does(
        own, tekst=f"Voor ({CODE}) was dit een zwaar jaar. In 2025: 12.", versie="0"
    )
    await responsible.does(own, tekst=f"Voor {CODE}, en 12 anderen.", versie="1")
    await analyst.does(city, tekst=f"De stad zag {CODE}.", versie="0")
    for word in ("12", "jaar", "zk7"):
        assert "geen enkele" in await responsible.is_told(PAGE, code=word, **SURE)
    asked = await responsible.post(PAGE, code=CODE)
    assert "Versies van je eigen tekst bij een jaarverslag: 2" in asked.text
    assert await responsible.does(PAGE, code=CODE, **SURE) == PAGE
    async with registry.sandbox.asking("registry") as conn:
        kept = "SELECT words FROM year_words WHERE chapter = $1 ORDER BY version"
        words = [row["words"] for row in await conn.fetch(kept, "GHAPRO")]
        assert words == [
            "Voor ((weggelaten)) was dit een zwaar jaar. In 2025: 12.",
            "Voor (weggelaten), en 12 anderen.",
        ]
        assert CODE in await conn.fetchval(kept, "STAD")
    assert "(weggelaten), en 12 anderen." in await responsible.sees("/jaarverslag?jaar=2025")
    await responsible.does(own, tekst="Voor niemand.", versie="2")


async def test_only_who_answers_for_the_organisation_comes_here(registry: Registry) -> None:
    for function in (Function.ZORG_REGISTRATOR, Function.STUDIEDIENST_ANALIST):
        browser = await signed_in(registry, function)
        assert (await browser.get(PAGE)).status_code == 403
        assert "Wissen" not in await browser.sees("/volledigheid")
