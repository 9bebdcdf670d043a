"""What the broker holds, and who may do what there: as it is delivered, and for other systems."""

import json
import re
from pathlib import Path
from typing import Any
from uuid import UUID

from chassis.bus.topology import (
    answer_key,
    answer_queue,
    control_queue,
    definitions,
    queue_name,
)
from contracts.pandkalender import ShiftDeclared

DELIVERED = Path(__file__).parents[3] / "deploy" / "rabbitmq" / "definitions.json"
"""Read by whoever reviews a change of it."""
READERS = ("databank", "enforcement", "pandkalender", "registry", "reporting")
CLIENT = "client.other-city"
NOBODY = "(?!)"
COMMAND = UUID("0190a000-0000-7000-8000-000000000001")


def with_logins(**more: str) -> dict[str, Any]:
    logins = dict.fromkeys(READERS, "digest of a service") | more
    return definitions("city", logins, 2, {CLIENT: [ShiftDeclared]})


def of(document: dict[str, Any], kind: str, user: str) -> list[dict[str, Any]]:
    return [
        {name: value for name, value in entry.items() if name not in ("user", "vhost")}
        for entry in document[kind]
        if entry["user"] == user
    ]


def named(document: dict[str, Any], kind: str) -> dict[str, dict[str, Any]]:
    return {entry["name"]: entry for entry in document[kind]}


def test_it_is_as_delivered() -> None:
    assert definitions("krachtlijn", None, 1) == json.loads(DELIVERED.read_text())


def test_nobody_is_there_who_has_no_password() -> None:
    assert {*named(with_logins(), "users")} == {*READERS}
    assert {*named(definitions("city", None), "users")} == {*READERS}
    everybody = with_logins(tap="t", operator="o") | {}
    assert {*named(everybody, "users")} == {*READERS, "tap", "operator"}
    logins = dict.fromkeys((*READERS, CLIENT), "x")
    others = definitions("city", logins, 1, {CLIENT: [ShiftDeclared], "client.none": []})
    assert {*named(others, "users")} == {*READERS, CLIENT}
    assert named(others, "users")[CLIENT] == {
        "name": CLIENT,
        "tags": [],
        "hashing_algorithm": "rabbit_password_hashing_sha256",
        "password_hash": "x",
    }
    assert named(definitions("city", None), "users")["databank"]["password_hash"] == ""


def test_each_partition_of_a_reader_has_a_queue_that_loses_nothing() -> None:
    queues = named(with_logins(), "queues")
    for partition in ("databank.0", "databank.1"):
        assert queues[partition]["durable"] is True
        assert queues[partition]["auto_delete"] is False
        assert queues[partition]["arguments"] == {
            "x-queue-type": "quorum",
            "x-single-active-consumer": True,
            "x-delivery-limit": -1,
            "x-dead-letter-exchange": "krachtlijn.dead",
            "x-dead-letter-routing-key": "databank",
        }
    assert "databank.2" not in queues
    for aside in ("databank.control", "databank.dead", "krachtlijn.unrouted"):
        assert queues[aside]["arguments"] == {"x-queue-type": "quorum", "x-delivery-limit": -1}


def test_an_event_goes_by_the_hash_of_its_key_to_the_partitions_of_its_readers() -> None:
    document = with_logins()
    incoming = named(document, "exchanges")["databank.in"]
    assert (incoming["type"], incoming["durable"], incoming["internal"]) == (
        "x-consistent-hash",
        True,
        False,
    )
    assert incoming["arguments"] == {"hash-header": "partitionkey"}
    bound = {
        (each["source"], each["destination"], each["destination_type"], each["routing_key"])
        for each in document["bindings"]
    }
    key = "pandkalender.shift-declared.v1"
    assert {
        ("krachtlijn.events", "databank.in", "exchange", key),
        ("krachtlijn.replay", "databank.in", "exchange", f"databank.{key}"),
        ("databank.in", "databank.0", "queue", "1"),
        ("databank.in", "databank.1", "queue", "1"),
        ("krachtlijn.control", "databank.control", "queue", "databank"),
        ("krachtlijn.dead", "databank.dead", "queue", "databank"),
        ("krachtlijn.unrouted", "krachtlijn.unrouted", "queue", ""),
    } <= bound
    assert ("krachtlijn.events", "registry.in", "exchange", key) not in bound


def test_an_operator_commands_and_hears_and_sees_no_event() -> None:
    document = with_logins(operator="o")
    (may,) = of(document, "permissions", "operator")
    own = f"operator.{COMMAND}"
    for right, names in {
        "configure": [own],
        "write": ["krachtlijn.control", own],
        "read": ["krachtlijn.answers", own],
    }.items():
        for name in (own, "krachtlijn.control", "krachtlijn.answers", "krachtlijn.events", ""):
            assert bool(re.match(may[right].replace(r"\z", r"\Z"), name)) is (name in names), right
    topics = {each["exchange"]: each for each in of(document, "topic_permissions", "operator")}
    for exchange in ("krachtlijn.events", "krachtlijn.replay", "krachtlijn.dead"):
        assert (topics[exchange]["write"], topics[exchange]["read"]) == (NOBODY, NOBODY)
    hears = topics["krachtlijn.answers"]["read"].replace(r"\z", r"\Z")
    assert topics["krachtlijn.answers"]["write"] == NOBODY
    assert re.match(hears, f"databank.{COMMAND}")
    assert not re.match(hears, f"somebody.{COMMAND}")


def test_another_system_reads_its_own_queue_alone() -> None:
    document = definitions(
        "city", dict.fromkeys((*READERS, CLIENT), "x"), 1, {CLIENT: [ShiftDeclared]}
    )
    assert of(document, "permissions", CLIENT) == [
        {"configure": NOBODY, "write": NOBODY, "read": r"\A(?:client\.other\-city)\z"}
    ]
    topics = of(document, "topic_permissions", CLIENT)
    assert {each["exchange"] for each in topics} == {
        "krachtlijn.events",
        "krachtlijn.replay",
        "krachtlijn.dead",
        "krachtlijn.control",
        "krachtlijn.answers",
    }
    assert {(each["write"], each["read"]) for each in topics} == {(NOBODY, NOBODY)}
    assert named(document, "queues")[CLIENT]["arguments"] == {
        "x-queue-type": "quorum",
        "x-delivery-limit": -1,
        "x-single-active-consumer": True,
    }
    bound = [each for each in document["bindings"] if each["destination"] == CLIENT]
    assert [(each["source"], each["destination_type"], each["routing_key"]) for each in bound] == [
        ("krachtlijn.events", "queue", "pandkalender.shift-declared.v1")
    ]


def test_a_tap_sees_all_and_says_nothing() -> None:
    document = with_logins(tap="t")
    assert of(document, "permissions", "tap") == [
        {"configure": NOBODY, "write": NOBODY, "read": r"\A(?:tap)\z"}
    ]
    assert named(document, "queues")["tap"]["arguments"] == {
        "x-queue-type": "quorum",
        "x-delivery-limit": -1,
    }
    topics = of(document, "topic_permissions", "tap")
    assert len(topics) == 4
    assert {(each["write"], each["read"]) for each in topics} == {(NOBODY, NOBODY)}
    bound = [each for each in document["bindings"] if each["destination"] == "tap"]
    assert [(each["source"], each["routing_key"]) for each in bound] == [("krachtlijn.events", "#")]


def test_names_of_queues_and_answers() -> None:
    assert queue_name("databank", 3) == "databank.3"
    assert control_queue("databank") == "databank.control"
    assert answer_queue(COMMAND) == f"operator.{COMMAND}"
    assert answer_key("databank", COMMAND) == f"databank.{COMMAND}"
