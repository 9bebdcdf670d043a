"""Screens of a year's linkage, from its decision to the proof, as people go through them."""

from chassis.web import Function

from ..support.browser import signed_in
from ..support.deliveries import of_branches
from ..support.linkage import LinkedYear, coded
from ..support.registry import Registry

ANALYST, RESPONSIBLE = Function.STUDIEDIENST_ANALIST, Function.ZORG_VERANTWOORDELIJKE
PAGE = "/koppeling/2025"


def people(codes: list[str], start: int) -> dict[str, tuple[str, str, int]]:
    names = [f"{one}{other}a" for one in "bcdfghjklm" for other in "aeiou"]
    return {code: (names[nr % 50], names[nr // 50], 1985) for nr, code in enumerate(codes, start)}


async def test_from_a_decision_to_the_proof(linking: LinkedYear) -> None:
    registry = linking.registry
    first = await signed_in(registry, ANALYST, "SSO", "eerste")
    second = await signed_in(registry, ANALYST, "SSO", "tweede")
    assert "nog geen jaar" in await first.sees("/koppeling")
    opened = await first.does("/koppeling", jaar="2025", besluit="2025-01-15")
    assert opened == PAGE
    assert "Sleutel nog niet opgehaald." in await first.sees(PAGE)
    for organisation, start in (("GHAPRO", 0), ("BOYS", 50)):
        responsible = await signed_in(registry, RESPONSIBLE, organisation)
        assert "Je krijgt het bestand één keer" in await responsible.sees(PAGE)
        file = await responsible.post(f"{PAGE}/sleutel")
        assert file.headers["content-disposition"].endswith('"koppelsleutel-2025.json"')
        assert file.headers["cache-control"] == "no-store"
        assert (file.json()["kind"], file.json()["year"]) == ("krachtlijn-linkage-1", 2025)
        assert await responsible.does(f"{PAGE}/sleutel") == PAGE
        assert "haalde deze sleutel al op" in await responsible.sees(PAGE)
        assert await responsible.does(f"{PAGE}/ontvangst") == PAGE
        assert "Maak er koppelcodes mee" in await responsible.sees(PAGE)
        tables = of_branches({"raam": 120})
        clients = [row["client_code"] for row in tables.clienten]
        key = await linking.kept_key()
        await registry.accepted(coded(tables, key, people(clients, start)), organisation)
    assert "120 van 120 cliënten hebben een koppelcode (100 %)" in await first.sees(PAGE)
    assert "Koppelen kan als het jaar afgesloten is" in await first.sees(PAGE)
    await linking.frozen("FREECLINIC")
    lacking = await first.sees(PAGE)
    assert "Ghapro: De steekproef ontbreekt." in lacking
    assert "Koppelen kan als de fout goed genoeg gemeten is." in lacking
    assert await first.does(f"{PAGE}/aanvraag") == PAGE
    assert "komt er geen stadstotaal" in await first.sees(PAGE)
    for organisation in ("GHAPRO", "BOYS"):
        responsible = await signed_in(registry, RESPONSIBLE, organisation)
        assert (
            "Kies minstens 50 cliënten met een koppelcode door het lot"
            in await responsible.sees(PAGE)
        )
        sample = f"{PAGE}/steekproef"
        wrong = await responsible.is_told(sample, steekproef="100", gelijk="101")
        assert "meer gelijke codes dan cliënten" in wrong
        assert "Vul" in await responsible.is_told(sample, steekproef="", gelijk="100")
        assert await responsible.does(sample, steekproef="100", gelijk="99") == PAGE
        assert "99 van 100 codes gelijk" in await responsible.sees(PAGE)
    measured = await first.sees(PAGE)
    assert "kreeg minstens 90 % twee keer dezelfde code" in measured
    assert "99" not in measured, "how many differed is the organisation's own"
    assert await first.does(f"{PAGE}/aanvraag") == PAGE
    assert "Een collega van de studiedienst" in await first.sees(PAGE)
    assert "Zeg dat je het jaar wil koppelen." in await second.is_told(f"{PAGE}/uitvoeren")
    assert "Iemand anders" in await first.is_told(f"{PAGE}/uitvoeren", zeker="true")
    assert await second.does(f"{PAGE}/uitvoeren", zeker="true") == PAGE
    seen = await second.sees(PAGE)
    assert "Stadstotaal zonder dubbeltelling" in seen
    assert "in 95 van de 100 jaren" in seen
    assert "Bewijs van vernietiging" in seen
    assert "120 codes vernietigd" in seen
    assert "is voorbij" in await second.sees(f"{PAGE}/uitvoeren")
    assert "kan niet" in await second.is_told(f"{PAGE}/stoppen", zeker="true")
    boys = await signed_in(registry, RESPONSIBLE, "BOYS")
    assert await boys.does(f"{PAGE}/gewist") == PAGE
    assert "dat ze alles wiste" in await boys.sees(PAGE)


async def test_an_organisation_sees_its_own_progress_alone(linking: LinkedYear) -> None:
    await linking.opened()
    await linking.key("BOYS")
    ghapro = await signed_in(linking.registry, Function.ZORG_REGISTRATOR, "GHAPRO")
    seen = await ghapro.sees(PAGE)
    assert "Boys" not in seen
    assert "Haal de sleutel op" not in seen
    assert "Open de koppeling" not in await ghapro.sees("/koppeling")


async def test_the_study_office_lets_a_lost_key_be_taken_again_and_stops_a_year(
    linking: LinkedYear,
) -> None:
    await linking.opened()
    await linking.key("BOYS")
    analyst = await signed_in(linking.registry, ANALYST, "SSO")
    assert await analyst.does(f"{PAGE}/opnieuw", organisatie="BOYS") == PAGE
    assert "nog één keer ophalen" in await analyst.sees(PAGE)
    assert "Zeg dat je alles wil vernietigen." in await analyst.is_told(f"{PAGE}/stoppen")
    assert await analyst.does(f"{PAGE}/stoppen", zeker="true") == PAGE
    assert "Gestopt zonder te koppelen" in await analyst.sees(PAGE)


async def test_wrong_openings_say_what_to_do(linking: LinkedYear) -> None:
    analyst = await signed_in(linking.registry, ANALYST, "SSO")
    assert "moet nog komen" in await analyst.is_told(
        "/koppeling", jaar="2025", besluit="2031-01-01"
    )
    await analyst.is_told("/koppeling", jaar="2025", besluit="")
    await linking.opened()
    again = await analyst.is_told("/koppeling", jaar="2025", besluit="2025-01-15")
    assert "al geopend" in again
    assert (await analyst.get("/koppeling/2024")).status_code == 404


async def test_a_platform_without_linkage_says_so(registry: Registry) -> None:
    analyst = await signed_in(registry, ANALYST, "SSO")
    assert "staat uit op dit platform" in await analyst.sees("/koppeling")
