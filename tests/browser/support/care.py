"""Somebody of a care organisation, or of the study office, and tables that they deliver."""

from typing import Any
from uuid import uuid4

import httpx
from playwright.async_api import Page

from chassis.web import DOMAIN_OF, Actor, Function
from chassis.web.login import Assurance, SignIn, sessions

from .town import Town

REGISTRAR, RESPONSIBLE = Function.ZORG_REGISTRATOR, Function.ZORG_VERANTWOORDELIJKE
ANALYST = Function.STUDIEDIENST_ANALIST
HEADERS = {
    "clienten": "client_code;geboortejaar_klasse;gender;nationaliteitsgroep;branche_hoofd;"
    "eerste_contact",
    "contacten": "client_code;maand;soort;aard;plaats",
    "activiteiten": "maand;type;aantal",
}


async def enter(page: Page, town: Town, function: Function, organisation: str = "GHAPRO") -> None:
    """Sign in where the login would do it; what is shown stays until the test goes on."""
    actor = Actor(f"zorg-{uuid4().hex[:6]}", function, organisation, DOMAIN_OF[function])
    async with town.apps["registry"].state.database.connection() as conn:
        token = await sessions.begin(conn, SignIn(actor, Assurance.SECOND_FACTOR))
    cookie: Any = {"name": "kl-registry", "value": token, "url": town.urls["registry"]}
    await page.context.add_cookies([cookie])


def tables(clients: int, *, year: int = 2024, gender: str = "vrouw") -> dict[str, str]:
    """So many clients with a contact each, and twelve months of drop-in."""
    months = [f"{year}-{1 + nr % 12:02}" for nr in range(clients)]
    lines = {
        "clienten": [f"c{nr};25-29;{gender};EU-oost;raam;gekend" for nr in range(clients)],
        "contacten": [f"c{nr};{month};medisch;consultatie;vast" for nr, month in enumerate(months)],
        "activiteiten": [f"{year}-{month:02};dropin;4" for month in range(1, 13)],
    }
    return {name: "\n".join([HEADERS[name], *rows]) + "\n" for name, rows in lines.items()}


async def delivered(
    town: Town,
    content: dict[str, str],
    organisation: str = "GHAPRO",
    year: int = 2024,
    **more: str,
) -> str:
    """The id of a delivery that came by the interface for programs."""
    headers = {
        "Authorization": "Bearer "
        + town.sandbox.token(REGISTRAR, organisation, service="registry"),
        "Krachtlijn-Time": town.now.isoformat(),
    }
    async with httpx.AsyncClient(
        base_url=town.urls["registry"], trust_env=False, timeout=60
    ) as client:
        answer = await client.post(
            "/v1/deliveries",
            data={"organisation": organisation, "year": str(year), **more},
            files={name: (f"{name}.csv", text.encode()) for name, text in content.items()},
            headers=headers,
        )
    assert answer.status_code == 201, answer.text
    return str(answer.json()["deliveryId"])


async def counted(
    town: Town,
    content: dict[str, str],
    organisation: str = "GHAPRO",
    year: int = 2024,
    **more: str,
) -> str:
    """The id of a delivery that was signed and accepted."""
    delivery = await delivered(town, content, organisation, year, **more)
    async with httpx.AsyncClient(
        base_url=town.urls["registry"], trust_env=False, timeout=60
    ) as client:
        for function, of, step in (
            (RESPONSIBLE, organisation, "submission"),
            (ANALYST, "STAD", "acceptance"),
        ):
            token = town.sandbox.token(function, of, service="registry")
            answer = await client.post(
                f"/v1/deliveries/{delivery}/{step}",
                headers={
                    "Authorization": f"Bearer {token}",
                    "Krachtlijn-Time": town.now.isoformat(),
                },
                json={"answers": ["Nagekeken in onze tabellen."] * 9}
                if step == "submission"
                else None,
            )
            assert answer.status_code == 200, answer.text
    return delivery


TOLD_OF_ESCORTS = """
UPDATE aggregate SET cells = (
  SELECT jsonb_agg(
    CASE WHEN cell @> '{"measure": "contacten"}' AND cell -> 'dimensions' = '{"branche": "escort"}'
         THEN jsonb_set(cell, '{value}', '3') ELSE cell END ORDER BY place)
  FROM jsonb_array_elements(cells) WITH ORDINALITY AS c (cell, place))
 WHERE year = $1 AND half = 1
"""


async def told_of_escorts(town: Town, year: int) -> None:
    """Three contacts of escorts were told of a first half, as by an older release."""
    async with town.sandbox.asking("registry", owner=True) as conn:
        await conn.execute(TOLD_OF_ESCORTS, year)


def of_escorts(year: int) -> dict[str, str]:
    """Forty clients of windows and three escorts, each with a contact in March."""
    who = [*(f"r{nr}" for nr in range(40)), *(f"e{nr}" for nr in range(3))]
    branch = {"r": "raam", "e": "escort"}
    lines = {
        "clienten": [
            f"{one};25-29;vrouw;EU-oost;{branch[one[0]]};gekend" for one in dict.fromkeys(who)
        ],
        "contacten": [f"{one};{year}-03;medisch;consultatie;vast" for one in who],
        "activiteiten": [],
    }
    return {name: "\n".join([HEADERS[name], *rows]) + "\n" for name, rows in lines.items()}
