"""The format of seals as docs/seals.md has it: the same vector here and in another language."""

import json
import subprocess
from base64 import b64decode
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from playwright._impl._driver import compute_driver_executable

from contracts.wire import binding
from krachtlijn_client.seal import SUITE

HERE = Path(__file__).parent
VECTOR = HERE / "vectors" / "seal.json"
PLACE = ("id", "type", "field", "reader", "epoch")
HELD = {
    "workerRef": "00000000-0000-4000-8000-000000000007",
    "identity": {
        "givenNames": "Ana Zoë",
        "familyName": "Voorbeeldescu",
        "birthDate": "1998-05-17",
    },
}


@pytest.fixture
def vector() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(VECTOR.read_text(encoding="utf-8"))
    return content


def info(place: dict[str, str]) -> bytes:
    event_id, *others = (place[part] for part in PLACE)
    return binding(UUID(event_id), *others)


def test_the_client_opens_the_vector_in_its_place_and_in_no_other(vector: dict[str, Any]) -> None:
    key = X25519PrivateKey.from_private_bytes(b64decode(vector["privateKey"]))
    box = b64decode(vector["box"])
    assert key.public_key().public_bytes_raw() == b64decode(vector["publicKey"])
    assert info(vector["place"]) == vector["info"].encode()
    assert json.loads(SUITE.decrypt(box, key, info(vector["place"]))) == HELD
    for place in vector["refused"]:
        with pytest.raises(InvalidTag):
            SUITE.decrypt(box, key, info(place))


def test_node_opens_the_vector_in_its_place_and_in_no_other(vector: dict[str, Any]) -> None:
    node, _ = compute_driver_executable()
    script = HERE / "support" / "open_seal.mjs"
    done = subprocess.run(
        [str(node), str(script), str(VECTOR)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["info"] == vector["info"]
    assert json.loads(told["plain"]) == HELD
    assert told["refused"] == [None] * 5
