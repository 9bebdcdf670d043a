"""Organisations are reminded of a year that they did not sign: once for each reminder."""

import mailbox
from datetime import date, time, timedelta
from email.message import Message
from pathlib import Path

import pytest

from chassis.days import city_moment
from chassis.db import Database
from chassis.web import Function
from registry.completeness.remind import KEY, TIMER, remind
from registry.completeness.rules.reminders import Reminder, due
from registry.settings import RegistrySettings

from ..support.deliveries import of_branches
from ..support.registry import Registry

MORNING = time(8)

DEADLINE = date(2026, 2, 28)
OWN = """
sender = "studiedienst@stad.example"
page = "https://zorg.stad.example/opleveringen"
[[organisation]]
code = "GHAPRO"
since = 2014-01-01
names = [{ since = 2014-01-01, name = "Oude naam" }, { since = 2026-01-01, name = "Nieuwe naam" }]
mail = "registratie@ghapro.example"
[[organisation]]
code = "BOYS"
since = 2014-01-01
until = 2024-12-31
names = [{ since = 2014-01-01, name = "Boys" }]
mail = "registratie@boys.example"
[[organisation]]
code = "FREECLINIC"
since = 2014-01-01
names = [{ since = 2014-01-01, name = "Free" }]
"""


@pytest.mark.parametrize(
    ("day", "sent", "reminder"),
    [
        (date(2026, 2, 13), [], None),
        (date(2026, 2, 14), [], Reminder.TWEE_WEKEN),
        (date(2026, 2, 15), [Reminder.TWEE_WEKEN], None),
        (date(2026, 2, 28), [Reminder.TWEE_WEKEN], Reminder.LAATSTE_DAG),
        (date(2026, 3, 1), [Reminder.LAATSTE_DAG], Reminder.TE_LAAT),
        (date(2026, 6, 1), [], Reminder.MAAND_TE_LAAT),
        (date(2026, 6, 2), [Reminder.MAAND_TE_LAAT], None),
    ],
)
def test_one_reminder_is_due_at_a_time(
    day: date, sent: list[Reminder], reminder: Reminder | None
) -> None:
    assert due(DEADLINE, day, sent) is reminder


@pytest.fixture
def settings(tmp_path: Path) -> RegistrySettings:
    own = tmp_path / "organisations.toml"
    own.write_text(OWN)
    return RegistrySettings(organisations=own, mail_folder=tmp_path / "mail")


async def morning(database: Database, day: date, settings: RegistrySettings) -> int:
    """How many leave."""
    before = len(letters(settings))
    async with database.begin(city_moment(day, MORNING)) as tx:
        parcel = await remind(tx, settings)
    await parcel.bring()
    assert parcel.note is not None
    async with database.begin(city_moment(day, MORNING)) as tx:
        await parcel.note(tx)
    return len(letters(settings)) - before


def letters(settings: RegistrySettings) -> list[Message]:
    assert settings.mail_folder is not None
    return [*mailbox.Maildir(settings.mail_folder)]


async def test_who_did_not_sign_is_reminded_once_a_reminder_and_who_signed_no_more(
    registry: Registry, database: Database, settings: RegistrySettings
) -> None:
    for day in (DEADLINE - timedelta(days=14), DEADLINE - timedelta(days=13), DEADLINE):
        await morning(database, day, settings)
    sent = letters(settings)
    assert [each["To"] for each in sent] == ["registratie@ghapro.example"] * 2
    said = sent[0].get_payload(decode=True).decode()  # type: ignore[union-attr]
    assert "Nieuwe naam over 2025" in said
    assert "28/02/2026" in said
    await registry.accepted(of_branches({"raam": 30}), "GHAPRO")
    assert await morning(database, DEADLINE + timedelta(days=1), settings) == 0


async def test_what_was_sent_back_is_waited_for_again(
    registry: Registry, database: Database, settings: RegistrySettings
) -> None:
    answer = await registry.upload(of_branches({"raam": 30}).csv())
    path = f"/v1/deliveries/{answer.json()['deliveryId']}"
    await registry.post(Function.ZORG_VERANTWOORDELIJKE, f"{path}/submission", "GHAPRO")
    assert await morning(database, DEADLINE, settings) == 0
    study, reason = Function.STUDIEDIENST_ANALIST, {"reason": "onvolledig"}
    assert (await registry.post(study, f"{path}/return", json=reason)).status_code == 200
    assert await morning(database, DEADLINE + timedelta(days=1), settings) == 1


async def test_every_morning_sets_the_clock_for_the_next_also_when_the_hour_changes(
    registry: Registry, database: Database, settings: RegistrySettings
) -> None:
    for day in (date(2026, 3, 28), date(2026, 10, 24)):
        await morning(database, day, settings)
        async with registry.sandbox.asking("registry", owner=True) as conn:
            next_time = await conn.fetchval(
                "SELECT due_at FROM bus_timer WHERE name = $1 AND key = $2", TIMER, KEY
            )
        assert next_time == city_moment(day + timedelta(days=1), MORNING)
