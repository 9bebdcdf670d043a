"""Every deadline of the registry: without its effect the day before, with it on its moment."""

import mailbox
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest

from chassis.days import day_start
from launcher.deadlines import Deadline, ProvenBy, comes_due, each_has_a_case, standing
from registry.settings import RegistrySettings
from registry.timers import timers

from .support.deliveries import of_branches
from .support.linkage import LINKING, LinkedYear
from .support.registry import Registry

ORGANISATIONS = """
sender = "studiedienst@stad.example"
page = "https://zorg.stad.example/opleveringen"
[[organisation]]
code = "GHAPRO"
since = 2014-01-01
names = [{ since = 2014-01-01, name = "Ghapro" }]
mail = "registratie@ghapro.example"
[[organisation]]
code = "BOYS"
since = 2014-01-01
names = [{ since = 2014-01-01, name = "Boys" }]
[[organisation]]
code = "FREECLINIC"
since = 2014-01-01
names = [{ since = 2014-01-01, name = "Free" }]
"""
NIGHT, MORNING = timedelta(hours=3), timedelta(hours=7)
Case = Callable[[Registry, RegistrySettings], AbstractAsyncContextManager[Deadline]]


@asynccontextmanager
async def retention(registry: Registry, settings: RegistrySettings) -> AsyncIterator[Deadline]:
    """The night after two years since the freeze: rows of clients, and what linked them."""
    usual = registry.app.state.registry
    registry.app.state.registry = LINKING
    year = LinkedYear(registry)
    await year.opened()
    await year.key("BOYS")
    registry.app.state.registry = usual
    await registry.accepted(of_branches({"raam": 30}))
    late = "2026-06-30T23:30:00+02:00"
    assert (await registry.freeze(without=["BOYS", "FREECLINIC"], at=late)).status_code == 200

    async def left() -> list[int]:
        async with registry.sandbox.asking("registry", owner=True) as conn:
            keys = "SELECT count(*) FROM linkage_year WHERE secrets IS NOT NULL"
            return [await registry.count("delivery_row"), await conn.fetchval(keys)]

    assert all(await left())

    async def are_gone() -> bool:
        return await left() == [0, 0]

    due = day_start(date(2028, 7, 1)) + NIGHT
    async with standing(registry.sandbox, "registry", "care-retention", "every night", due):
        yield Deadline("every night", are_gone)


@asynccontextmanager
async def reminder(registry: Registry, settings: RegistrySettings) -> AsyncIterator[Deadline]:
    """On the last day of February who did not sign the year before is reminded."""

    async def is_reminded() -> bool:
        assert settings.mail_folder is not None
        return settings.mail_folder.exists() and len(mailbox.Maildir(settings.mail_folder)) == 1

    due = day_start(date(2026, 2, 28)) + MORNING
    async with standing(registry.sandbox, "registry", "care-reminder", "every morning", due):
        yield Deadline("every morning", is_reminded)


CASES: dict[str, Case | ProvenBy] = {
    "care-retention": retention,
    "care-reminder": reminder,
    "kept-upload-over": ProvenBy(
        "corrections/test_corrections.py::test_an_upload_with_errors_is_erased_after_its_term"
    ),
    "care-release": ProvenBy("integration/test_release.py::test_the_timer_of_its_year_tells_it"),
}
MINE = [name for name, case in CASES.items() if not isinstance(case, ProvenBy)]


def test_every_timer_has_a_case(registry: Registry) -> None:
    each_has_a_case(registry.app, CASES)


@pytest.mark.parametrize("name", [name for name in CASES if name not in MINE])
def test_a_case_that_stands_elsewhere_is_there(name: str) -> None:
    case = CASES[name]
    assert isinstance(case, ProvenBy)
    case.check(Path(__file__).parent)


@pytest.mark.parametrize("name", MINE)
async def test_a_deadline_has_its_effect_on_its_moment_and_not_before(
    registry: Registry, tmp_path: Path, name: str
) -> None:
    own = tmp_path / "organisations.toml"
    own.write_text(ORGANISATIONS)
    settings = RegistrySettings(organisations=own, mail_folder=tmp_path / "mail")
    case = CASES[name]
    assert not isinstance(case, ProvenBy)
    async with case(registry, settings) as deadline:
        database = registry.app.state.database
        await comes_due(registry.sandbox, "registry", database, timers(settings), name, deadline)
