"""The tutorial runs as it stands, and what it promises holds: nothing lost, nothing twice."""

import asyncio
import random
import signal
import sqlite3
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

import krachtlijn_client
from chassis.db import Cause
from contracts.enforcement import PremisesClosed, PremisesReopened
from launcher import rabbitmq

from .support.tutorial import Tutorial, end, until

WHEN = datetime(2026, 3, 1, tzinfo=UTC)
TOLD_APART = """
CREATE TABLE IF NOT EXISTS effects (number INTEGER PRIMARY KEY, premises TEXT, effect TEXT);
CREATE TRIGGER IF NOT EXISTS closing AFTER INSERT ON closed BEGIN
  INSERT INTO effects (premises, effect) VALUES (NEW.premises, 'closed'); END;
CREATE TRIGGER IF NOT EXISTS reopening AFTER DELETE ON closed BEGIN
  INSERT INTO effects (premises, effect) VALUES (OLD.premises, 'reopened'); END;
"""


def closed(premises: UUID) -> PremisesClosed:
    return PremisesClosed(
        premises_id=premises, case_id=uuid4(), closed_from=WHEN, closed_to=None, decided_at=WHEN
    )


def reopened(premises: UUID) -> PremisesReopened:
    return PremisesReopened(premises_id=premises, case_id=uuid4(), reopened_at=WHEN)


def test_the_page_shows_what_the_command_makes(tutorial: Tutorial) -> None:
    (shown,) = tutorial.blocks("python")
    assert (tutorial.folder / "sluitingen" / "app.py").read_text() == shown
    template = Path(krachtlijn_client.__file__).parent / "template" / "app.py"
    assert template.read_text() == shown
    assert len([line for line in shown.splitlines() if line]) <= 20


async def test_killed_in_the_middle_it_loses_nothing_and_doubles_nothing(
    tutorial: Tutorial,
) -> None:
    houses = [uuid4() for _ in range(20)]
    told: dict[str, list[str]] = defaultdict(list)
    events: list[PremisesClosed | PremisesReopened] = []
    for turn in range(12):
        for house in houses:
            events.append(reopened(house) if turn % 2 else closed(house))
            told[str(house)].append("reopened" if turn % 2 else "closed")
    before = tutorial.had()
    client = await tutorial.run()
    await until(lambda: _watched(tutorial), "the client made its table")
    drawn = random.Random(20)
    for number, event in enumerate(events):
        twice = [event] if number % 10 == 0 else []
        event_id, cause = uuid4(), Cause()
        for each in (event, *twice):
            await tutorial.platform.publish(
                each, event_id=event_id, at=WHEN + timedelta(number), cause=cause
            )
        if drawn.random() < 0.06:
            await end(client, signal.SIGKILL)
            client = await tutorial.run()
    await until(lambda: tutorial.had() == before + len(events), "every event was had")
    effects: dict[str, list[str]] = defaultdict(list)
    for premises, effect in tutorial.ask("SELECT premises, effect FROM effects ORDER BY number"):
        effects[premises].append(effect)
    assert {name: effects[name] for name in told} == told
    assert tutorial.shell(tutorial.blocks("sh")[3]).strip() == "Nothing is parked."
    await end(client)


@pytest.mark.night(
    "kills a broker at what is proved without",
    stays="client/tests/test_reader.py::test_what_is_away_is_waited_for_and_nothing_is_parked",
)
async def test_it_reads_on_after_its_broker_was_away(tutorial: Tutorial) -> None:
    client = await tutorial.run()
    house, before = uuid4(), tutorial.had()
    await tutorial.platform.publish(closed(house))
    await until(lambda: tutorial.had() == before + 1, "it reads")
    run = tutorial.platform.infra.run
    await asyncio.to_thread(rabbitmq.control, run, "stop_app")
    await asyncio.to_thread(rabbitmq.control, run, "start_app")
    await asyncio.to_thread(rabbitmq.control, run, "await_startup")
    await tutorial.platform.publish(reopened(house))
    await until(lambda: tutorial.had() == before + 2, "it reads after the broker came back")
    assert client.returncode is None
    await end(client)


def _watched(tutorial: Tutorial) -> bool:
    try:
        with sqlite3.connect(tutorial.inbox, timeout=30) as inbox:
            inbox.executescript(TOLD_APART)
    except sqlite3.OperationalError:
        return False
    return True
