"""24: a yearly report is frozen, signed by three people and published; an inspection comes late.

It stands in the planning by itself. What was published stays as it was, to the byte. The erratum
lists exactly the figures that differ.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from chassis.days import city_day
from contracts import Branch
from simulator.city import care
from simulator.city.span import wire
from simulator.play.actors import OFFICERS, REPORTER
from simulator.play.poll import until
from simulator.play.report_office import PROSTITUTION_OFFICER, ReportOffice
from simulator.scenarios.story import Check, Story, must

NUMBER = 24
KIND, YEAR = "inventaris", care.LAST_YEAR
"""All in it is of the police, so nothing but the late inspection moves a figure of last year."""
DUE = date(YEAR + 1, 3, 31)
"""The last day on which the schedule still plans it; in a later season somebody does by hand."""
CONTROLS = "IND-2.1-02"
FORMATS = ("pdf", "xlsx", "csv", "sdmx", "zip")

Cells = dict[tuple[str, str, str], str]
"""Printed figures by table, row and column."""


def tell(story: Story) -> Check:
    world, office = story.world, ReportOffice(story.world.http)
    told: dict[str, Any] = {}

    async def files(at: datetime) -> dict[str, Any]:
        path = f"/v1/reports/{told['id']}/versions/1/file"
        return {
            each: await world.get("reporting", path, REPORTER, at, format=each) for each in FORMATS
        }

    async def planned(at: datetime) -> str | None:
        """The report that stands in the planning, where nobody put it."""
        listed = await world.get("reporting", "/v1/reports", REPORTER, at, pagesize=100)
        return next(
            (
                str(each["reportId"])
                for each in listed["_embedded"]["reports"]
                if (each["kind"], each["period"]) == (KIND, str(YEAR))
            ),
            None,
        )

    async def publish(at: datetime) -> None:
        if city_day(at) <= DUE:
            told["id"] = await until(lambda: planned(at), "the yearly report in the planning")
        else:
            told["id"] = await office.plan(KIND, YEAR, at)
        await office.publish(told["id"], at)
        told["first"] = await office.read(told["id"], at)
        told["files"] = await files(at)

    async def enter_late(at: datetime) -> None:
        seen_at = datetime(YEAR, 12, 14, 20, tzinfo=at.tzinfo)
        body = {
            "branch": Branch.STRAAT.value,
            "kind": "ad_hoc",
            "result": "geen_opmerkingen",
            "completedAt": wire(seen_at),
            "establishments": [{"label": "laat ingevoerd", "branch": Branch.STRAAT.value}],
        }
        await world.post("databank", "/v1/inspections", OFFICERS[2], at, body)
        world.ledger.counts["inspected"] += 1
        world.ledger.police.inspected(body)

        async def changed() -> bool | None:
            path = f"/v1/reports/{told['id']}/differences"
            return bool(await world.get("reporting", path, REPORTER, at)) or None

        await until(changed, "the late inspection to move a figure")

    async def correct(at: datetime) -> None:
        reason = "Een controle van december werd later ingevoerd."
        path = f"/{told['id']}/erratum"
        made = await office.post(path, PROSTITUTION_OFFICER, at, reason=reason)
        await office.bring_out(made, REPORTER, at)
        told["second"] = await office.read(told["id"], at)

    async def check() -> None:
        first, second = _cells(told["first"]), _cells(told["second"])
        different = {place for place in {*first, *second} if first.get(place) != second.get(place)}
        listed = {
            (each["table"], ", ".join(each["row"]), each["column"])
            for each in told["second"]["changes"]
        }
        must(listed == different, "the erratum does not list exactly the figures that differ")
        must(
            any(table.startswith(CONTROLS) for table, _, _ in listed),
            "the late inspection is not in the erratum",
        )
        story.must_not(
            await files(world.end) != told["files"],
            "a file that was published changes with what is entered later",
        )

    story.at(0.3, "a yearly report is published", publish)
    story.at(0.5, "an inspection of last year is entered", enter_late)
    story.at(0.6, "an erratum is made", correct)
    return check


def _cells(report: Mapping[str, Any]) -> Cells:
    return dict(_places(report["content"]))


def _places(content: Mapping[str, Any]) -> Iterator[tuple[tuple[str, str, str], str]]:
    for section in content["sections"]:
        for table in section["tables"]:
            keys = table["keys"]
            for row in table["rows"]:
                for column, cell in list(zip(table["header"], row, strict=True))[keys:]:
                    yield (table["caption"], ", ".join(row[:keys]), column), _plain(cell)


def _plain(cell: Any) -> str:
    """A figure without the mark that says that it was revised."""
    if not isinstance(cell, dict):
        return str(cell)
    mark = "" if cell["mark"] == "r" else cell["mark"]
    marked = mark or cell["margin"]
    return f"{cell['value']} {mark} {cell['margin']}" if marked else str(cell["value"])
