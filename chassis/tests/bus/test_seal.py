from base64 import b64decode
from pathlib import Path
from uuid import uuid4

import pytest

from chassis.bus import keyfile
from chassis.bus.envelope import decode, encode
from chassis.bus.seal import SUITE, Opener, Sealer
from chassis.db import Cause
from chassis.errors import KeyAwaitedError, ViolationError
from contracts import Box, NotOpenedError, Sealed
from contracts.databank import FindingTransferred
from contracts.pandkalender import MinorDeclarationAttempted, ShiftDeclared
from contracts.wire import binding

from .support.events import declared
from .support.keys import Keys


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    keys = Keys(tmp_path)
    for reader in ("databank", "enforcement", "reporting"):
        keys.add(reader, "2026-01")
    return keys


def travelled(sealer: Sealer, event: ShiftDeclared, event_id: object) -> ShiftDeclared:
    body = encode(
        sealer.seal(event, event_id),  # type: ignore[arg-type]
        event_id=event_id,  # type: ignore[arg-type]
        at=event.declared_at,
        sequence=1,
        cause=Cause(),
    )
    read = decode(body).read()
    assert isinstance(read, ShiftDeclared)
    return read


def test_only_the_named_reader_opens_a_sealed_field(keys: Keys) -> None:
    event, event_id = declared(name="Ilinca"), uuid4()
    arrived = travelled(keys.sealer(), event, event_id)
    with pytest.raises(NotOpenedError):
        _ = arrived.worker.value
    for other in ("enforcement", "reporting"):
        assert not keys.opener(other).open(arrived, event_id).worker.is_open
    opened = keys.opener("databank").open(arrived, event_id)
    assert opened.worker.value.identity.given_names == "Ilinca"


def test_a_box_opens_only_in_its_own_event(keys: Keys) -> None:
    event, event_id = declared(), uuid4()
    arrived = travelled(keys.sealer(), event, event_id)
    with pytest.raises(ViolationError):
        keys.opener("databank").open(arrived, uuid4())


def test_a_box_opens_only_in_its_own_type_and_reader(keys: Keys) -> None:
    event, event_id = declared(), uuid4()
    sealed = keys.sealer().seal(event, event_id)
    moved = MinorDeclarationAttempted(
        attempt_id=uuid4(),
        premises_id=event.premises_id,
        room_id=event.room_id,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        attempted_at=event.declared_at,
        correction=False,
        worker=sealed.worker,  # type: ignore[attr-defined]
    )
    with pytest.raises(ViolationError):
        keys.opener("databank").open(moved, event_id)
    boxes = {"enforcement": sealed.worker.boxes["databank"]}  # type: ignore[attr-defined]
    finding = FindingTransferred.model_construct(offender=Sealed(boxes=boxes))
    with pytest.raises(ViolationError):
        keys.opener("enforcement").open(finding, event_id)


def test_an_older_epoch_still_opens_after_rotation(keys: Keys) -> None:
    event, event_id = declared(), uuid4()
    arrived = travelled(keys.sealer(), event, event_id)
    keys.add("databank", "2026-02")
    newer, newer_id = declared(), uuid4()
    arrived_newer = travelled(keys.sealer(), newer, newer_id)
    assert arrived_newer.worker.boxes["databank"].epoch == "2026-02"
    opener = keys.opener("databank")
    assert opener.open(arrived, event_id).worker.is_open
    assert opener.open(arrived_newer, newer_id).worker.is_open


def test_destroying_an_epoch_makes_what_it_sealed_unreadable(keys: Keys) -> None:
    event, event_id = declared(), uuid4()
    arrived = travelled(keys.sealer(), event, event_id)
    keys.add("databank", "2026-02")
    keys.destroy("databank", "2026-01")
    opened = keys.opener("databank").open(arrived, event_id)
    with pytest.raises(NotOpenedError):
        _ = opened.worker.value


def test_a_rotation_is_followed_without_a_restart(
    keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyfile, "LOOK_SECONDS", 0.0)
    sealer, opener = keys.sealer(), keys.opener("databank")
    keys.add("databank", "2026-02")
    keys.opener("databank")
    keys.sealer()
    event, event_id = declared(), uuid4()
    arrived = travelled(sealer, event, event_id)
    assert arrived.worker.boxes["databank"].epoch == "2026-02"
    assert opener.open(arrived, event_id).worker.is_open


def test_a_reader_knows_a_new_epoch_at_its_first_message(keys: Keys) -> None:
    opener = keys.opener("databank")
    keys.add("databank", "2026-02")
    event, event_id = declared(), uuid4()
    arrived = travelled(keys.sealer(), event, event_id)
    with pytest.raises(KeyAwaitedError, match="2026-02"):
        opener.open(arrived, event_id)
    keys.opener("databank")
    assert opener.open(arrived, event_id).worker.is_open


def test_who_has_no_key_at_all_waits_for_one_and_who_may_not_open_waits_for_none(
    keys: Keys,
) -> None:
    event, event_id = declared(), uuid4()
    arrived = travelled(keys.sealer(), event, event_id)
    with pytest.raises(KeyAwaitedError):
        Opener.load("databank", None).open(arrived, event_id)
    assert not Opener.load("reporting", None).open(arrived, event_id).worker.is_open


def test_a_running_reader_forgets_a_destroyed_epoch(
    keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyfile, "LOOK_SECONDS", 0.0)
    event, event_id = declared(), uuid4()
    arrived = travelled(keys.sealer(), event, event_id)
    opener = keys.opener("databank")
    assert opener.open(arrived, event_id).worker.is_open
    keys.add("databank", "2026-02")
    keys.destroy("databank", "2026-01")
    keys.opener("databank")
    assert not opener.open(arrived, event_id).worker.is_open


@pytest.mark.parametrize("content", ["", "{", "[]", '{"databank": {}}', '{"databank": "x"}'])
def test_a_file_that_is_half_written_changes_no_key(
    keys: Keys, content: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyfile, "LOOK_SECONDS", 0.0)
    sealer, opener = keys.sealer(), keys.opener("databank")
    for name in ("public.json", "databank.json"):
        (keys.folder / name).write_text(content)
    event, event_id = declared(), uuid4()
    assert opener.open(travelled(sealer, event, event_id), event_id).worker.is_open


def test_nothing_of_a_sealed_field_shows(keys: Keys) -> None:
    event, event_id = declared(name="Ilinca"), uuid4()
    opened = keys.opener("databank").open(travelled(keys.sealer(), event, event_id), event_id)
    for shown in (repr(opened), str(opened), f"{opened.worker}", f"{opened.worker.value!r}"):
        assert "Ilinca" not in shown
    body = encode(
        keys.sealer().seal(event, event_id),
        event_id=event_id,
        at=event.declared_at,
        sequence=1,
        cause=Cause(),
    )
    assert b"Ilinca" not in body
    assert b"1999" not in body


def test_what_is_not_said_is_not_sealed_either(keys: Keys) -> None:
    """An older reader refuses a name that it does not know, also where it says nothing."""
    event, event_id = declared(), uuid4()
    sealed = keys.sealer().seal(event, event_id)
    assert isinstance(sealed, ShiftDeclared)
    box = sealed.worker.boxes["databank"]
    info = binding(event_id, ShiftDeclared.type, "worker", "databank", box.epoch)
    plain = SUITE.decrypt(b64decode(box.box), keys.private["databank"][box.epoch], info)
    assert b"Voorbeeld" in plain
    assert b"null" not in plain


@pytest.mark.parametrize("more", ["\n", " ", "!"])
def test_a_box_with_anything_else_in_it_belongs_nowhere(keys: Keys, more: str) -> None:
    event, event_id = declared(), uuid4()
    arrived = travelled(keys.sealer(), event, event_id)
    (reader, box), *_ = arrived.worker.boxes.items()
    boxes = {reader: Box(box.epoch, box.box[:8] + more + box.box[8:])}
    damaged = arrived.model_copy(update={"worker": Sealed(boxes=boxes)})
    with pytest.raises(ViolationError, match="the box of worker does not belong here"):
        keys.opener("databank").open(damaged, event_id)


def test_a_field_that_is_sealed_to_others_alone_is_refused_by_its_reader(keys: Keys) -> None:
    event, event_id = declared(), uuid4()
    arrived = travelled(keys.sealer(), event, event_id)
    without = arrived.model_copy(update={"worker": Sealed(boxes={})})
    with pytest.raises(ViolationError, match="worker is not sealed to databank"):
        keys.opener("databank").open(without, event_id)
    assert keys.opener("reporting").open(without, event_id) is without


def test_what_is_sealed_has_the_names_of_the_wire(keys: Keys) -> None:
    event, event_id = declared(name="Ilinca"), uuid4()
    box = keys.sealer().seal(event, event_id).worker.boxes["databank"]  # type: ignore[attr-defined]
    info = binding(event_id, ShiftDeclared.type, "worker", "databank", box.epoch)
    plain = SUITE.decrypt(b64decode(box.box), keys.private["databank"][box.epoch], info)
    assert b'"givenNames":"Ilinca"' in plain
    assert b"given_names" not in plain


def test_who_has_no_file_of_keys_waits_for_one(keys: Keys) -> None:
    event, event_id = declared(), uuid4()
    arrived = travelled(keys.sealer(), event, event_id)
    keyless = Opener.load("databank", None)
    keyless.reload()
    with pytest.raises(KeyAwaitedError):
        keyless.open(arrived, event_id)
    assert Opener.load("reporting", None).open(arrived, event_id) is arrived
