"""What a reader should have by the archives is compared with what it had, and sent again."""

from typing import Any

import pytest

from .support.city import City, worker
from .support.story import shift

pytestmark = pytest.mark.usefixtures("rooms")

COMPARE = ("completeness", "--settle", "0")


async def compared(city: City, reader: str) -> dict[str, Any]:
    code, (found,), _ = await city.krachtlijn(*COMPARE, reader)
    assert code == (3 if found["missing"] else 0)
    return dict(found)


def total(found: dict[str, Any], column: str) -> int:
    return sum(row[column] for row in found["types"])


async def test_a_city_at_rest_has_everything(city: City) -> None:
    await city.settled()
    code, found, _ = await city.krachtlijn(*COMPARE)
    assert code == 0
    assert [each["reader"] for each in found] == [
        "pandkalender",
        "databank",
        "enforcement",
        "reporting",
    ]
    assert {(each["missing"], each["unknown"]) for each in found} == {(0, 0)}
    inbox = (await city.rows("reporting", "SELECT count(*) FROM bus_inbox"))[0][0]
    assert total(found[-1], "handled") == inbox


async def test_what_a_reader_lost_is_named_and_sent_again(city: City) -> None:
    before = await city.figures()
    kinds = "type LIKE '%shift-declared%' OR type LIKE '%inspection-completed%'"
    lost = {
        row["event_id"]
        for publisher in ("pandkalender", "databank")
        for row in await city.rows(publisher, f"SELECT event_id FROM bus_archive WHERE {kinds}")
    }
    ids = ", ".join(f"'{event_id}'" for event_id in lost)
    await city.owner("reporting", f"DELETE FROM bus_inbox WHERE event_id IN ({ids})")
    await city.owner("reporting", f"DELETE FROM fact WHERE event_id IN ({ids})")
    assert await city.figures() != before

    found = await compared(city, "reporting")
    assert (found["missing"], found["unknown"]) == (len(lost), 0)
    assert {event["event_id"] for event in found["missingEvents"]} == {str(one) for one in lost}
    assert {row["publisher"] for row in found["types"] if row["missing"]} == {
        "pandkalender",
        "databank",
    }
    missing = ("replay", "--to", "reporting", "--missing")
    code, dry, _ = await city.krachtlijn(*missing, "--dry-run")
    assert (code, sum(dry["missing"].values())) == (0, len(lost))
    assert (await compared(city, "reporting"))["missing"] == len(lost)
    code, done, _ = await city.krachtlijn(*missing, "--wait", "60")
    assert (code, sum(done["asked"].values()), done["missing"]) == (0, len(lost), 0)
    assert await city.figures() == before
    code, done, _ = await city.krachtlijn(*missing)
    assert (code, done["asked"], done["held"]) == (0, {}, 0)


async def test_what_is_parked_or_discarded_is_not_missing(city: City, rooms: list[str]) -> None:
    had = await compared(city, "reporting")
    await city.owner("reporting", "ALTER TABLE fact RENAME TO fact_away")
    try:
        await city.owns("/v1/shifts", shift(rooms[0], 700, worker(0)))
        await city.settled()
    finally:
        await city.owner("reporting", "ALTER TABLE fact_away RENAME TO fact")
    found = await compared(city, "reporting")
    assert (found["missing"], total(found, "parked")) == (0, total(had, "parked") + 1)
    assert (await city.krachtlijn("discard", "reporting", "--all", "--yes"))[0] == 0
    found = await compared(city, "reporting")
    assert (total(found, "parked"), total(found, "discarded")) == (0, total(had, "discarded") + 1)


async def test_what_no_publisher_knows_any_more_is_named(city: City) -> None:
    await city.owner("databank", "CREATE TABLE kept AS SELECT * FROM bus_archive")
    try:
        await city.owner("databank", "DELETE FROM bus_archive WHERE type LIKE '%report-drawn-up%'")
        found = await compared(city, "reporting")
        ids = {
            str(row["event_id"])
            for row in await city.rows(
                "databank", "SELECT event_id FROM kept WHERE type LIKE '%report-drawn-up%'"
            )
        }
        assert (found["missing"], found["unknown"]) == (0, len(ids))
        assert {event["event_id"] for event in found["unknownEvents"]} == ids
    finally:
        await city.owner(
            "databank",
            "INSERT INTO bus_archive SELECT * FROM kept"
            " WHERE position NOT IN (SELECT position FROM bus_archive)",
        )
        await city.owner("databank", "DROP TABLE kept")


async def test_what_was_published_just_now_may_be_on_its_way(city: City) -> None:
    """Held up at the reader, and too young to be called missing unless somebody says so."""
    await city.owner(
        "reporting",
        "DELETE FROM bus_inbox WHERE ctid = ANY (ARRAY(SELECT ctid FROM bus_inbox LIMIT 1))",
    )
    code, (found,), _ = await city.krachtlijn("completeness", "reporting", "--settle", "86400")
    assert (code, found["missing"], total(found, "onTheWay")) == (0, 0, 1)
    code, done, _ = await city.krachtlijn("replay", "--to", "reporting", "--missing")
    assert (code, sum(done["asked"].values())) == (0, 1)


async def test_a_reader_of_nothing_is_told_so_and_holds_nothing(city: City) -> None:
    code, _, complaint = await city.krachtlijn("replay", "--to", "registry", "--missing")
    assert (code, complaint) == (1, "By the contracts registry reads nothing.")
    assert await city.rows("registry", "SELECT FROM bus_catch_up") == []
