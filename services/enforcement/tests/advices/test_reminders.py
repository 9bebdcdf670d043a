"""Services are reminded of advices by mail: each by its own last day, and of what nobody says."""

import mailbox
from email.message import Message
from pathlib import Path

import pytest
from fastapi import FastAPI

from enforcement.notifications.city import City as CityData

from ..support.advices import OFFICE, adviser, asked
from ..support.city import City

FIRE, STATUTES = "adviezen@brandweer.example", "statuten@stad.example"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder from which the city's mail server takes messages."""
    monkeypatch.setenv("KRACHTLIJN_ENFORCEMENT_MAIL_FOLDER", str(tmp_path / "mail"))
    return tmp_path / "mail"


@pytest.fixture(autouse=True)
async def nobody_else_waits(city: City) -> None:
    """Advices that other tests left open would be reminded of too."""
    async with city.sandbox.asking("enforcement", owner=True) as conn:
        await conn.execute(
            "UPDATE advice SET outcome = 'niet_uitgebracht', given_at = now() "
            "WHERE given_at IS NULL"
        )


async def sent_to(city: City, folder: Path, address: str) -> list[Message]:
    """What was laid out by the present hour, which a request tells the service."""
    await city.sees(OFFICE, "/v1/suitability-dossiers")
    return [each for each in mailbox.Maildir(folder) if each["To"] == address]


async def test_a_service_is_reminded_before_its_own_last_day_and_once_it_is_over(
    app: FastAPI, city: City, folder: Path
) -> None:
    soon = await asked(city, "brandweer", days=10)
    city.later(days=2)
    await asked(city, "statuten", days=40)
    city.later(days=4)  # four days before the last day of the fire brigade alone

    async def reminded() -> bool:
        return len(await sent_to(city, folder, FIRE)) == 1

    await city.clock_moves_on(reminded)
    assert await sent_to(city, folder, STATUTES) == []
    (message,) = await sent_to(city, folder, FIRE)
    said = str(message.get_payload())
    assert "/adviezen" in said
    for kept in ("Voorbeeldstraat", "GV/", "Onbestaand", soon):
        assert kept not in message.as_string()
    page = await (await adviser(app, city, "brandweer")).sees("/adviezen")
    assert "Herinnerd op" in page
    city.later(days=6)

    async def again() -> bool:
        return len(await sent_to(city, folder, FIRE)) == 2

    await city.clock_moves_on(again)


async def test_who_gave_advice_is_reminded_of_nothing(
    app: FastAPI, city: City, folder: Path
) -> None:
    given = await asked(city, "brandweer", days=10)
    await (await adviser(app, city, "brandweer")).does(f"/adviezen/{given}", uitkomst="gunstig")
    await asked(city, "statuten", days=9)
    city.later(days=12)

    async def the_other() -> bool:
        return len(await sent_to(city, folder, STATUTES)) == 2

    await city.clock_moves_on(the_other)
    assert await sent_to(city, folder, FIRE) == []


def test_the_example_names_a_mailbox_for_every_service() -> None:
    city = CityData.load(None)
    assert city.advices is not None
    assert len(city.advisers) == 5
    assert not {"advices", "advisers"} & {*city.told()}, "no letter bears these"
