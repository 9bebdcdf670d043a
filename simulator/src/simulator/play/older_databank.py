"""The expert databank of before, brought in by the operator's command when the new one began."""

import asyncio
from asyncio.subprocess import PIPE
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import orjson

from chassis.days import city_moment
from simulator.city import City
from simulator.city.past import YEARS
from simulator.city.seeds import stream
from simulator.city.span import wire
from simulator.legacy import before, expert
from simulator.legacy.history import EXPERT, Contact
from simulator.play.actors import POLICE_KEEPER
from simulator.play.ledger import Ledger
from simulator.play.timeline import Timeline

SOURCE = f"legacy_{EXPERT}"
"""The kind of the sightings that such a row gives."""
REASON = "overname van de expertdatabank"
BEGAN = date(YEARS[0], 1, 1)
"""The day on which the new databank began."""
TAKEN_IN = ("nieuw", "gekoppeld")
"""Outcomes of a row about somebody; of these dossiers no other is right."""


class ImportFailedError(Exception):
    """The command did not take in every row. Holds no row."""


class OlderDatabank:
    """``command`` is that of the operator, as whoever started the city gives it; else nothing of
    before is brought in, and nothing expected.
    """

    def __init__(self, city: City, ledger: Ledger, command: Sequence[str]) -> None:
        self._city = city
        self._ledger = ledger
        self._command = command

    def plan(self, timeline: Timeline) -> None:
        if self._command:
            at = city_moment(BEGAN, time(0, 30))
            timeline.add(at, "import of the expert databank", self._bring, waits=True)

    async def _bring(self, at: datetime) -> None:
        chance = stream(self._city.seed, "expert databank")
        dossiers = before.dossiers(self._city.past, chance)
        lines = [*expert.lines(dossiers, 0.0, chance)]
        contacts = [contact for known in dossiers for contact in known.contacts]
        with TemporaryDirectory(prefix="krachtlijn-city-") as folder:
            path = Path(folder) / "expert.csv"
            expert.write(path, lines)
            report = await self._import(path, at)
        taken = sum(report["rijen"].get(outcome, 0) for outcome in TAKEN_IN)
        if taken != len(lines):
            raise ImportFailedError(f"{taken} of {len(lines)} rows came in")
        for line, contact in zip(lines, contacts, strict=True):
            self._remember(line, contact)

    async def _import(self, path: Path, at: datetime) -> Any:
        """The report of the command."""
        options = ("--source", EXPERT, "--actor", POLICE_KEEPER.subject, "--because", REASON)
        process = await asyncio.create_subprocess_exec(
            *self._command,
            str(path),
            *options,
            "--at",
            wire(at),
            "--json",
            stdout=PIPE,
            stderr=PIPE,
        )
        told, trouble = await process.communicate()
        if process.returncode:
            raise ImportFailedError(
                f"it ended with {process.returncode}: {trouble.decode()[-200:]}"
            )
        return orjson.loads(told)

    def _remember(self, line: expert.Line, contact: Contact) -> None:
        seen_at = city_moment(contact.day, time(contact.hour))
        self._ledger.truth.saw(line.person_id, contact.branch, seen_at, (SOURCE, line.row_id))
