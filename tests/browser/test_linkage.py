"""A year of care that is linked, in a real browser: key, request, join and proof."""

from base64 import b64decode
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.async_api import expect

from chassis.web import Function

from .support.browser import DESK, PHONE, OpenPage
from .support.care import ANALYST, RESPONSIBLE, delivered, enter, tables
from .support.town import Town
from .support.widths import looked_at

CLIENTS = 120
LETTERS = "bcdfghjklmnpqrstvwxz"


async def post(
    town: Town,
    function: Function,
    path: str,
    organisation: str = "STAD",
    subject: str = "eerste",
    body: Any = None,
    at: datetime | None = None,
) -> httpx.Response:
    token = town.sandbox.token(function, organisation, service="registry", subject=subject)
    headers = {"Authorization": f"Bearer {token}", "Krachtlijn-Time": (at or town.now).isoformat()}
    async with httpx.AsyncClient(
        base_url=town.urls["registry"], trust_env=False, timeout=60
    ) as client:
        answer = await client.post(path, headers=headers, json=body)
    assert answer.status_code < 300, answer.text
    return answer


def with_codes(content: dict[str, str], key: bytes, start: int) -> dict[str, str]:
    header, *rows = content["clienten"].splitlines()
    coded = [f"{row};{code(key, nr)}" for nr, row in enumerate(rows, start)]
    return content | {"clienten": "\n".join([f"{header};koppelcode", *coded]) + "\n"}


def code(key: bytes, nr: int) -> str:
    """Some code of the right form: the same for the same number."""
    made = sha256(key + nr.to_bytes(4)).digest()
    return "k1-" + "".join(LETTERS[byte % 20] for byte in made[:18])


@pytest.mark.parametrize(
    ("size", "year"),
    [
        pytest.param(PHONE, 2022, id="phone"),
        pytest.param(
            DESK,
            2014,
            id="desk",
            marks=pytest.mark.night(
                "the same walk at another width", stays="::test_a_year_is_linked_once_by_two_people"
            ),
        ),
    ],
)
async def test_a_year_is_linked_once_by_two_people(
    open_page: OpenPage, town: Town, size: tuple[int, int], year: int, tmp_path: Path
) -> None:
    """Taps and fields: responsible 2, and 3 for the sample; who asks 1, who joins 3."""
    registry = town.apps["registry"].state
    registry.registry = registry.registry.model_copy(update={"linkage": True})
    url, page_of = town.urls["registry"], f"/koppeling/{year}"
    analyst = await open_page(size, who=None)
    await enter(analyst, town, ANALYST, "STAD")
    await analyst.goto(f"{url}/koppeling")
    await expect(analyst.get_by_role("button", name="Open de koppeling")).to_be_visible()
    await looked_at(analyst, "zorg-koppelingen")
    decided = {"decidedOn": f"{year}-01-15"}
    in_time = datetime(year + 1, 2, 1, 10, tzinfo=UTC)
    await post(town, ANALYST, f"/v1/years/{year}/linkage", body=decided, at=in_time)
    responsible = await open_page(size, who=None)
    await enter(responsible, town, RESPONSIBLE, "GHAPRO")
    await responsible.goto(f"{url}{page_of}")
    await looked_at(responsible, "zorg-koppelsleutel")
    async with responsible.expect_download() as download:
        await responsible.get_by_role("button", name="Haal de sleutel op").click()
    await (await download.value).save_as(tmp_path / "sleutel.json")
    await responsible.reload()
    await responsible.get_by_role("button", name="Ik heb de sleutel").click()
    await expect(responsible.get_by_text("Genoteerd: je bewaart de sleutel.")).to_be_visible()
    await expect(responsible.get_by_text("Maak er koppelcodes mee")).to_be_visible()
    answer = await post(town, RESPONSIBLE, f"/v1/years/{year}/linkage/key", "BOYS")
    key = b64decode(answer.json()["key"])
    for organisation, start in (("GHAPRO", 0), ("BOYS", 60)):
        content = with_codes(tables(CLIENTS, year=year), key, start)
        path = f"/v1/deliveries/{await delivered(town, content, organisation, year)}"
        await post(town, RESPONSIBLE, f"{path}/submission", organisation)
        await post(town, ANALYST, f"{path}/acceptance")
    await post(town, ANALYST, f"/v1/years/{year}/freeze", body={"without": ["FREECLINIC"]})
    await analyst.goto(f"{url}{page_of}")
    await expect(analyst.get_by_text("120 van 120 cliënten").first).to_be_visible()
    await looked_at(analyst, "zorg-koppeling")
    await expect(analyst.get_by_text("De steekproef ontbreekt.").first).to_be_visible()
    await responsible.goto(f"{url}{page_of}")
    await looked_at(responsible, "zorg-koppelsteekproef")
    await responsible.get_by_label("Cliënten in de steekproef").fill("100")
    await responsible.get_by_label("Dezelfde code").fill("100")
    await responsible.get_by_role("button", name="Bewaar de steekproef").click()
    await expect(responsible.get_by_text("Genoteerd: de steekproef")).to_be_visible()
    sample = {"sampled": 100, "alike": 100}
    await post(town, RESPONSIBLE, f"/v1/years/{year}/linkage/sample", "BOYS", body=sample)
    await analyst.goto(f"{url}{page_of}")
    await expect(analyst.get_by_text("Dit weten we nu")).to_be_visible()
    await looked_at(analyst, "zorg-koppelfout")
    await analyst.goto(f"{url}{page_of}/stoppen")
    await looked_at(analyst, "zorg-koppeling-stoppen")
    await analyst.goto(f"{url}{page_of}")
    await analyst.get_by_role("button", name="Vraag de koppeling aan").click()
    await expect(analyst.get_by_text("Jij vroeg dit aan.")).to_be_visible()
    colleague = await open_page(size, who=None)
    await enter(colleague, town, ANALYST, "STAD")
    await colleague.goto(f"{url}{page_of}")
    await colleague.get_by_role("button", name="Voer de koppeling uit").click()
    await looked_at(colleague, "zorg-koppelen")
    await colleague.get_by_role("button", name="Koppel en vernietig").click()
    await expect(colleague.get_by_text("Zeg dat je het jaar wil koppelen.").first).to_be_visible()
    await colleague.get_by_label(f"Ik wil {year} koppelen").check()
    await colleague.get_by_role("button", name="Koppel en vernietig").click()
    await expect(colleague.get_by_text("Bewijs van vernietiging")).to_be_visible()
    await expect(colleague.get_by_text("120 codes vernietigd").first).to_be_visible()
    await looked_at(colleague, "zorg-gekoppeld")
