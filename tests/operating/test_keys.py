"""Epochs of seal keys are rotated and destroyed while the service runs."""

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from chassis.bus import keyfile
from launcher.operating.epochs import next_epoch

from .conftest import Databank, Operator, declared


def epochs(keys: Path) -> list[str]:
    return sorted(json.loads((keys / "databank.json").read_text()))


async def test_a_rotation_needs_no_restart_and_a_destroyed_epoch_opens_nothing(
    databank: Databank, operator: Operator, keys: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyfile, "LOOK_SECONDS", 0.0)
    (old,) = epochs(keys)
    early, late = declared(), declared()
    await databank.owner("ALTER TABLE shift RENAME TO shift_away")
    try:
        await databank.told(early)
    finally:
        await databank.owner("ALTER TABLE shift_away RENAME TO shift")

    new = (await operator("keys", "rotate", "databank", "--json")).json["epoch"]
    assert epochs(keys) == [old, new]
    await databank.told(late)
    assert late.shift_id in await databank.shifts()

    current = await operator("keys", "destroy", "databank", "--epoch", new, "--yes")
    assert "rotate first" in current.error
    refused = await operator("keys", "destroy", "databank", "--epoch", old, answer="n\n")
    assert refused.code == 1
    assert "databank parked" in refused.text
    assert epochs(keys) == [old, new]

    gone = await operator("keys", "destroy", "databank", "--epoch", old, "--yes", "--json")
    assert [(each["where"], each["events"]) for each in gone.json["unreadable"]] == [
        ("databank parked", 1)
    ]
    listed = (await operator("keys", "list", "databank", "--json")).json
    assert listed == {"databank": {"current": new, "epochs": [new]}}

    again = await operator.orders("redrive", "--all", "--json")
    assert again.code == 3
    assert again.json["again"][0]["detail"] == "sealed in an epoch whose key is gone"
    assert early.shift_id not in await databank.shifts()


async def test_an_epoch_is_not_destroyed_blindly(operator: Operator, keys: Path) -> None:
    await operator("keys", "rotate", "enforcement")
    ring = json.loads((keys / "enforcement.json").read_text())
    found = await asyncio.to_thread(
        operator._run,
        ["keys", "destroy", "enforcement", "--epoch", min(ring), "--yes", "--keys", str(keys)],
        None,
    )
    assert found.code == 1
    assert "--uncounted" in found.error
    assert json.loads((keys / "enforcement.json").read_text()) == ring


def test_names_of_epochs_sort_as_they_were_made() -> None:
    now, known = datetime(2026, 11, 24, tzinfo=UTC), {"2026-11": ""}
    for _ in range(12):
        known[next_epoch(known, now)] = ""
    known[next_epoch(known, datetime(2026, 11, 23, tzinfo=UTC))] = ""
    known[next_epoch(known, datetime(2026, 11, 25, tzinfo=UTC))] = ""
    assert list(known) == sorted(known)
    assert len(known) == 15
