"""A message by e-mail: only to who asked for it, saying nothing, and starting no term."""

import mailbox
from email.message import Message
from pathlib import Path
from uuid import UUID

import asyncpg
import pytest
from fastapi import FastAPI

from enforcement.notifications.announce import message_of
from enforcement.sealed_columns import MAIL_CONSENT

from ..support.browser import Browser
from ..support.city import City
from ..support.letters import address, another_letter, fine_case
from ..support.own_case import opening_letters, visitor
from ..support.procedure import FineCase

HOME, MAIL = "/mijn-dossier", "/mijn-dossier/e-mail"
TO = "iemand@voorbeeld.example"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder from which the city's mail server takes messages."""
    monkeypatch.setenv("KRACHTLIJN_ENFORCEMENT_MAIL_FOLDER", str(tmp_path / "mail"))
    return tmp_path / "mail"


def laid(folder: Path) -> list[Message]:
    """``cur`` is the last part of a mailbox that is made."""
    return [*mailbox.Maildir(folder)] if (folder / "cur").exists() else []


async def inside(app: FastAPI, city: City, case_id: str) -> list[Browser]:
    browsers = []
    for sent in await opening_letters(app, city, case_id):
        browser = visitor(app, city)
        await browser.does(HOME, code=sent.code)
        browsers.append(browser)
    return browsers


async def test_who_asked_is_told_that_something_is_ready_and_nothing_else(
    app: FastAPI, city: City, rows: asyncpg.Connection, folder: Path
) -> None:
    case = FineCase(city, app, UUID(await fine_case(city, rows)))
    (browser,) = await inside(app, city, str(case.case_id))
    assert laid(folder) == [], "nobody is sent anything who did not ask"
    assert await browser.does(MAIL, email=TO, akkoord="ja") == f"{HOME}?gezegd=mail"
    kept = await rows.fetchrow("SELECT * FROM mail_consent WHERE case_id = $1", case.case_id)
    assert TO.encode() not in kept["said"]
    before = await case.look()
    await another_letter(city, str(case.case_id), "bemiddelingsaanbod")

    async def is_there() -> bool:
        return bool(laid(folder))

    await city.clock_moves_on(is_there)
    (message,) = laid(folder)
    assert message["To"] == TO
    told = f"{message['Subject']} {message.get_payload(decode=True)!r}"
    assert "https://dossiers.stad.example/mijn-dossier" in told
    content = message.get_payload(decode=True)
    assert isinstance(content, bytes)
    for said in ("Un mesaj vă așteaptă", "Очаква Ви съобщение", "Hay un mensaje para usted"):
        assert said in content.decode(), "in every language of the page"
    for hidden in (before["number"], "GAS", "boete", "amende", "fine", "Ilinca", "Voorbeeldstraat"):
        assert hidden not in told
    offered = await rows.fetchval(
        "SELECT notified_on FROM letter WHERE case_id = $1 AND kind = 'bemiddelingsaanbod'",
        case.case_id,
    )
    assert offered > city.today, "the post counts, and not the mail"


async def test_a_consent_is_taken_back_at_any_time_and_the_address_goes(
    app: FastAPI, city: City, rows: asyncpg.Connection, folder: Path
) -> None:
    case_id = await fine_case(city, rows)
    (browser,) = await inside(app, city, case_id)
    await browser.does(MAIL, email=TO, akkoord="ja")
    assert "Stuur me geen e-mail meer" in await browser.sees(MAIL)
    assert await browser.does(f"{MAIL}/weg") == f"{HOME}?gezegd=geen-mail"
    kept = await rows.fetchrow("SELECT * FROM mail_consent WHERE case_id = $1", UUID(case_id))
    assert kept["withdrawn_at"] is not None
    vault = await city.sandbox.vault("enforcement")
    said = vault.open(MAIL_CONSENT, kept["consent_id"], kept["said"])
    assert said["address"] is None and said["words"].startswith("Ik wil een e-mail krijgen")
    await another_letter(city, case_id, "bemiddelingsaanbod")
    waiting = "SELECT count(*) FROM bus_timer WHERE name = 'letter-announced'"
    assert await rows.fetchval(waiting) == 0
    assert laid(folder) == []


async def test_a_message_that_waits_does_not_leave_after_the_withdrawal(
    app: FastAPI, city: City, rows: asyncpg.Connection, folder: Path
) -> None:
    case_id = await fine_case(city, rows)
    (browser,) = await inside(app, city, case_id)
    await browser.does(MAIL, email=TO, akkoord="ja")
    await browser.does(f"{MAIL}/weg")
    letter = await rows.fetchval("SELECT letter_id FROM letter WHERE case_id = $1", UUID(case_id))
    async with app.state.database.begin(city.now) as tx:
        assert await message_of(tx, letter) is None
    assert laid(folder) == []


async def test_each_person_of_a_case_asks_for_themselves(
    app: FastAPI, city: City, rows: asyncpg.Connection, folder: Path
) -> None:
    case_id = await fine_case(city, rows, minor=True, envisaged=100)
    await address(city, case_id, "ouderlijk_gezag")
    child, parent = await inside(app, city, case_id)
    await parent.does(MAIL, email=TO, akkoord="ja")
    assert "Stuur me geen e-mail meer" in await parent.sees(MAIL)
    assert "Stuur me geen e-mail meer" not in await child.sees(MAIL)
    assert TO not in (await child.get(MAIL)).text + (await parent.get(MAIL)).text


@pytest.mark.parametrize(
    ("filled_in", "said"),
    [
        ({"email": TO}, "Zeg dat u dit wil"),
        ({"email": "geen adres", "akkoord": "ja"}, "geen e-mailadres"),
        ({"email": "a@b.example\r\nBcc: x@y.example", "akkoord": "ja"}, "geen e-mailadres"),
        ({"akkoord": "ja"}, ""),
    ],
)
async def test_what_is_missing_is_said_and_nothing_is_recorded(
    app: FastAPI,
    city: City,
    rows: asyncpg.Connection,
    folder: Path,
    filled_in: dict[str, str],
    said: str,
) -> None:
    case_id = await fine_case(city, rows)
    (browser,) = await inside(app, city, case_id)
    assert said in await browser.is_told(MAIL, **filled_in)
    kept = "SELECT count(*) FROM mail_consent WHERE case_id = $1"
    assert await rows.fetchval(kept, UUID(case_id)) == 0


async def test_a_city_without_a_way_out_offers_nothing(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    (browser,) = await inside(app, city, await fine_case(city, rows))
    assert "Bericht per e-mail" not in await browser.sees(HOME)
    assert "Dat kan nu niet" in await browser.is_told(MAIL, email=TO, akkoord="ja")
