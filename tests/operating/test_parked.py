"""An operator finds what is parked, tries it again or gives it up, and it is on the record."""

import re
from uuid import uuid4

import pytest

from .support.databank import Databank
from .support.events import cancelled, declared, ended
from .support.operator import Operator


async def test_status_says_what_needs_a_person(databank: Databank, operator: Operator) -> None:
    calm = await operator("status", "databank", "--check", "--json")
    assert (calm.code, calm.json["databank"]["attention"]) == (0, [])
    shift_id = uuid4()
    await databank.told(cancelled(shift_id), ended(shift_id))
    found = await operator("status", "databank", "--check", "--json")
    assert found.code == 3
    standing = found.json["databank"]
    assert standing["attention"] == ["2 parked"]
    assert {(each["reason"], each["messages"]) for each in standing["parked"]} == {
        ("rejected", 1),
        ("behind", 1),
    }
    assert standing["outbox"]["events"] == 0
    assert standing["inbox"]["events"] == 2
    assert standing["queues"]["dead"] == 0


async def test_status_shows_every_service_also_when_one_is_away(operator: Operator) -> None:
    found = await operator(
        "status", "--json", "--database-url", "reporting=postgresql://x@[::1]:1/x"
    )
    assert {"pandkalender", "databank", "enforcement", "reporting"} == set(found.json)
    assert "cannot be reached" in found.json["reporting"]["error"]
    shown = await operator("status")
    assert shown.code == 0
    for service in ("pandkalender", "databank", "enforcement"):
        assert service in shown.text


async def test_what_is_parked_is_listed_with_what_waits_behind_it(
    databank: Databank, operator: Operator
) -> None:
    shift_id = uuid4()
    event_id, _ = await databank.told(cancelled(shift_id), ended(shift_id))
    (found,) = (await operator("parked", "databank", "--json")).json
    assert found["event_id"] == str(event_id)
    assert found["detail"] == "nobody declared this shift"
    assert (found["reason"], found["behind"], found["attempts"]) == ("rejected", 1, 1)
    nothing = await operator("parked", "databank", "--type", "shift-declared", "--json")
    assert nothing.json == []


@pytest.mark.parametrize("verb", ["redrive", "discard"])
async def test_a_dry_run_shows_and_changes_nothing(
    databank: Databank, operator: Operator, verb: str
) -> None:
    await databank.told(cancelled(), cancelled())
    before = await databank.fetch("SELECT * FROM bus_parked ORDER BY position")
    found = await operator.orders(verb, "--all", "--dry-run", "--json")
    assert len(found.json["chosen"]) == 2
    assert await databank.fetch("SELECT * FROM bus_parked ORDER BY position") == before
    assert await databank.log() == []


async def test_a_redrive_after_a_repair_has_the_effects_in_order(
    databank: Databank, operator: Operator
) -> None:
    shift = declared()
    await databank.owner("ALTER TABLE shift RENAME TO shift_away")
    try:
        await databank.told(shift, ended(shift.shift_id))
    finally:
        await databank.owner("ALTER TABLE shift_away RENAME TO shift")
    assert await databank.parked() == [("shift-declared", "error"), ("shift-ended", "behind")]
    (shown,) = (await operator("parked", "databank", "--json")).json
    assert re.fullmatch(r"UndefinedTableError at shifts\.py:\d+", shown["detail"])
    found = await operator.orders("redrive", "--reason", "error", "--json")
    assert (found.code, found.json["done"], found.json["again"]) == (0, 1, [])
    await databank.until_parked()
    assert shift.shift_id in await databank.shifts()
    assert await databank.log() == [
        ("redrive-requested", "beheerder-1", "a test"),
        ("redriven", "beheerder-1", "a test"),
        ("redriven", "bus", "waited for its key"),
    ]


async def test_a_redrive_that_fails_again_says_so(databank: Databank, operator: Operator) -> None:
    (event_id,) = await databank.told(cancelled())
    found = await operator.orders("redrive", "--id", str(event_id))
    assert found.code == 3
    assert "is parked again" in found.text
    assert "nobody declared this shift" in " ".join(found.text.split())
    assert await databank.parked() == [("shift-cancelled", "rejected")]


async def test_a_discard_asks_first_and_lets_the_next_of_its_key_go_on(
    databank: Databank, operator: Operator
) -> None:
    shift_id = uuid4()
    event_id, _ = await databank.told(cancelled(shift_id), ended(shift_id))
    refused = await operator(
        *("discard", "databank", "--id", str(event_id)),
        *("--actor", "beheerder-1", "--because", "a test"),
        answer="n\n",
    )
    assert refused.code == 1
    assert await databank.log() == []
    found = await operator.orders("discard", "--id", str(event_id), "--yes", "--json")
    assert [each["event_id"] for each in found.json["discarded"]] == [str(event_id)]
    assert (await databank.log())[0] == ("discarded", "beheerder-1", "a test")
    await databank.until_parked(("shift-ended", "rejected"))


async def test_a_selection_touches_only_what_fits(databank: Databank, operator: Operator) -> None:
    await databank.told(cancelled(), ended(uuid4()))
    await operator.orders("discard", "--type", "shift-ended", "--yes")
    assert await databank.parked() == [("shift-cancelled", "rejected")]


WHO = ["--actor", "a", "--because", "why"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["redrive", "databank", *WHO], "--all"),
        (["redrive", "databank", "--all", "--because", "why"], "--actor"),
        (["discard", "databank", "--all", "--actor", "a", "--because", " "], "--because"),
        (["discard", "databank", "--all", "--id", str(uuid4()), *WHO], "--all"),
        (["parked", "databank", "--id", "12"], "--id"),
        (["replay", "pandkalender", "--to", "reporting", *WHO], "--since"),
    ],
)
async def test_wrong_usage_says_what_is_missing(
    operator: Operator, arguments: list[str], said: str
) -> None:
    found = await operator(*arguments)
    assert found.code == 2
    assert said in found.error


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["parked", "dashboard"], "use pandkalender, databank"),
        (["parked", "databank", "--type", "shift-declard"], "did you mean shift-declared"),
        (["parked", "reporting"], "--database-url reporting="),
        (["dead", "registry"], "There is no queue registry.dead"),
        (["keys", "list", "burger"], "Nothing is sealed to burger"),
        (["rebuild", "databank", *WHO], "Only reporting"),
        (
            ["replay", "registry", "--to", "databank", "--since", "2026-01-01", *WHO],
            "By the contracts databank reads nothing of registry",
        ),
        (
            ["replay", "pandkalender", "--to", "databank", "--since", "gisteren", *WHO],
            "is no moment",
        ),
    ],
)
async def test_an_error_says_what_to_do(
    operator: Operator, arguments: list[str], said: str
) -> None:
    found = await operator(*arguments)
    assert found.code == 1
    assert said in found.error
