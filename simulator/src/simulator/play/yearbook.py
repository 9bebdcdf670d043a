"""The inventory of the year before last, as it was published when that year was just over."""

from datetime import date, datetime, time
from typing import Any

from chassis.days import city_moment
from simulator.city.past import YEARS
from simulator.periods import of_year
from simulator.play.actors import REPORTER
from simulator.play.http import Http
from simulator.play.ledger import Ledger
from simulator.play.poll import until
from simulator.play.report_office import ReportOffice
from simulator.play.timeline import Timeline

KIND, YEAR = "inventaris", YEARS[0]
PUBLISHED = date(YEARS[1], 2, 10)
CONTROLS = "IND-2.1-02"
"""Figures of the report that are compared with the truth."""


class Yearbook:
    """The offices that make it, and whoever reads it at the end."""

    def __init__(self, http: Http, ledger: Ledger) -> None:
        self._http = http
        self._ledger = ledger
        self._office = ReportOffice(http)
        self._report_id: str | None = None

    def plan(self, timeline: Timeline) -> None:
        at = city_moment(PUBLISHED, time(10))
        timeline.add(at, f"inventory of {YEAR} is published", self._publish, waits=True)

    async def controls(self, at: datetime) -> int | None:
        """The number of inspections that the report gives; none where it was not published."""
        if self._report_id is None:
            return None
        report = await self._office.read(self._report_id, at)
        tables = [table for section in report["content"]["sections"] for table in section["tables"]]
        table = next(each for each in tables if each["caption"].split()[0] == CONTROLS)
        return _number(table["rows"][0][table["keys"]])

    async def _publish(self, at: datetime) -> None:
        """Once what the police told of the year is counted."""

        async def counted() -> bool | None:
            answer = await self._http.get(
                "reporting", f"/v1/indicators/{CONTROLS}", REPORTER, at, period=str(YEAR)
            )
            return (answer.ok and answer.body["value"] == self._made()) or None

        await until(counted, f"the inspections of {YEAR}")
        self._report_id = await self._office.plan(KIND, YEAR, at)
        await self._office.publish(self._report_id, at)

    def _made(self) -> int:
        return self._ledger.police.figures(of_year(YEAR))[CONTROLS].value or 0


def _number(cell: Any) -> int:
    return int(cell["value"] if isinstance(cell, dict) else cell)
