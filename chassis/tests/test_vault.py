"""What is at rest opens in its own row and nowhere else, and with the keys of its database."""

import json
import os
from base64 import b64encode
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.errors import RejectedError, ViolationError
from chassis.vault import Ring, SealedColumn, Vault, VaultError
from chassis.vault.keys import DATA, INDEX
from chassis.vault.safe import BLOCK, KeyRow

PLACE = SealedColumn("worker_claim", "said", "claim_id")
ROW = UUID(int=7)
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\\"))


def ring(*names: str) -> Ring:
    return Ring(Path("keys.json"), names[-1], {name: os.urandom(32) for name in names})


def rows(keys: Ring, *numbers: int) -> list[KeyRow]:
    data = [(number, DATA) for number in numbers]
    return [
        KeyRow(nr, use, keys.current, keys.wrap(os.urandom(32), "toy", use, nr), True)
        for nr, use in [*data, (1000, INDEX)]
    ]


KEYS = ring("2026-11")
VAULT = Vault("toy", KEYS, rows(KEYS, 1))


@given(st.dictionaries(TEXT, TEXT | st.none() | st.integers(-(2**53), 2**53), max_size=5))
def test_what_is_sealed_opens_and_shows_nothing(value: dict[str, object]) -> None:
    sealed = VAULT.seal(PLACE, ROW, value)
    assert VAULT.open(PLACE, ROW, sealed) == value
    assert VAULT.seal(PLACE, ROW, value) != sealed, "the same twice looks different"
    assert "vault" in repr(VAULT)
    assert all(str(one) not in repr(VAULT) for one in value.values() if len(str(one)) > 12)


@given(st.text(st.characters(categories=["Ll"]), min_size=1, max_size=20))
def test_the_length_says_little(name: str) -> None:
    assert len(VAULT.seal(PLACE, ROW, {"name": name})) == len(VAULT.seal(PLACE, ROW, {"name": "a"}))
    assert len(name.encode()) < BLOCK


@pytest.mark.parametrize(
    ("place", "row"),
    [
        (PLACE, UUID(int=8)),
        (replace(PLACE, column="other"), ROW),
        (replace(PLACE, table="other"), ROW),
    ],
)
def test_what_was_put_elsewhere_does_not_open(place: SealedColumn, row: UUID) -> None:
    sealed = VAULT.seal(PLACE, ROW, {"name": "Ana"})
    with pytest.raises(ViolationError, match="does not belong"):
        VAULT.open(place, row, sealed)


@given(st.integers(0, 92), st.integers(1, 255))
def test_a_changed_byte_does_not_open(at: int, change: int) -> None:
    sealed = bytearray(VAULT.seal(PLACE, ROW, {"name": "Ana"}))
    sealed[at % len(sealed)] ^= change
    with pytest.raises((ViolationError, VaultError)):
        VAULT.open(PLACE, ROW, bytes(sealed))


def test_text_that_no_column_holds_is_refused_without_being_shown() -> None:
    with pytest.raises(RejectedError) as refused:
        VAULT.seal(PLACE, ROW, {"name": "Geheim\x00"})
    assert "Geheim" not in str(refused.value)


def test_another_service_cannot_open_with_the_same_keys() -> None:
    data = os.urandom(32)
    of = {
        name: [
            KeyRow(1, DATA, KEYS.current, KEYS.wrap(data, name, DATA, 1), True),
            KeyRow(2, INDEX, KEYS.current, KEYS.wrap(data, name, INDEX, 2), True),
        ]
        for name in ("one", "two")
    }
    sealed = Vault("one", KEYS, of["one"]).seal(PLACE, ROW, 1)
    with pytest.raises(ViolationError):
        Vault("two", KEYS, of["two"]).open(PLACE, ROW, sealed)


def test_a_newer_data_key_seals_and_the_older_one_still_opens() -> None:
    both = rows(KEYS, 1, 2)
    waiting = [replace(row, is_active=row.number != 2) for row in both]
    vault = Vault("toy", KEYS, waiting)
    before = vault.seal(PLACE, ROW, "a")
    digest = vault.blind(b"ana")
    vault.take(KEYS, both)
    after = vault.seal(PLACE, ROW, "a")
    assert before[:5] < after[:5] == vault.prefix
    assert vault.open(PLACE, ROW, before) == vault.open(PLACE, ROW, after) == "a"
    assert vault.blind(digest) != digest
    assert vault.blind(b"ana") == digest, "what is found by a digest is found after a rotation"


def test_keys_wrapped_by_another_key_say_which_file_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(VaultError, match=r"wrapped by 2026-11, and .* holds 2027-01"):
        Vault("toy", ring("2027-01"), rows(KEYS, 1))
    with pytest.raises(VaultError, match="not the one that wrapped"):
        Vault("toy", ring("2026-11"), rows(KEYS, 1))
    with pytest.raises(VaultError, match="has no keys"):
        Vault("toy", KEYS, [])
    before = Vault("toy", KEYS, rows(KEYS, 1))
    sealed = before.seal(PLACE, ROW, "a")
    with pytest.raises(VaultError):
        before.take(ring("2026-11"), rows(KEYS, 1))
    assert before.open(PLACE, ROW, sealed) == "a", "keys that do not fit change nothing"


def test_blind_digests_need_the_key() -> None:
    other = Vault("toy", KEYS, rows(KEYS, 1))
    assert VAULT.blind(b"ana") == VAULT.blind(b"ana") != other.blind(b"ana")
    assert len(VAULT.blind(os.urandom(100))) == 16


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        '{"current": "a", "keys": {}}',
        '{"current": "a", "keys": {"a": "!"}}',
        '{"current": "a", "keys": {"a": "' + b64encode(b"short").decode() + '"}}',
    ],
)
def test_a_key_file_that_is_none_says_so_and_shows_nothing(tmp_path: Path, content: str) -> None:
    file = tmp_path / "vault.json"
    file.write_text(content)
    with pytest.raises(VaultError, match="is no key file"):
        Ring.load(file)


def test_a_key_file_that_is_not_there_says_what_to_give(tmp_path: Path) -> None:
    with pytest.raises(VaultError, match="KRACHTLIJN_VAULT is not set"):
        Ring.load(None)
    with pytest.raises(VaultError, match="cannot be read"):
        Ring.load(tmp_path / "none.json")
    file = tmp_path / "vault.json"
    key = b64encode(os.urandom(32)).decode()
    file.write_text(json.dumps({"current": "a", "keys": {"a": key}}))
    assert key not in repr(Ring.load(file))
    assert str(uuid4()) not in repr(Ring.load(file))
