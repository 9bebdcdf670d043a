"""What an operator's pod and a job that restores have in a cluster is enough.

No cluster runs here: files, addresses and arguments are those of the manifests, with servers on
this machine.
"""

import json
import re
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest
import yaml

from .support.operator import Operator

KUBERNETES = Path(__file__).resolve().parents[2] / "deploy/kubernetes"
WHO = ("--actor", "beheerder-1", "--because", "ticket 12")


def pod(file: str) -> dict[str, Any]:
    (workload, *_) = yaml.safe_load_all((KUBERNETES / file).read_text())
    return dict(workload["spec"]["template"]["spec"])


def lay_down(spec: dict[str, Any], platform: Operator, folder: Path) -> None:
    """Its files of secrets, and those alone."""
    (volume,) = (each for each in spec["volumes"] if each["name"] == "secrets")
    for source in volume["projected"]["sources"]:
        for item in source["secret"]["items"]:
            there = folder / item["path"]
            there.parent.mkdir(exist_ok=True)
            shutil.copy(platform.secrets / item["path"], there)


def here(platform: Operator, text: str) -> str:
    """An address in the cluster, as it is on this machine."""
    database = r"postgresql://(\w+)@database-rw\.[\w-]+\.svc:5432/(\w+)"
    management = platform.servers.management_url.replace("https://", "https://admin@")
    text = re.sub(
        database,
        rf"postgresql://\1@localhost:{platform.servers.postgres_port}/\2?sslmode=verify-full",
        text,
    )
    return text.replace("https://admin@broker.krachtlijn-broker.svc:15671", management)


@pytest.fixture
def settings(platform: Operator, tmp_path: Path) -> dict[str, str]:
    """The operator's, with its files in a folder."""
    spec = pod("base/operator/operator.yaml")
    lay_down(spec, platform, tmp_path)
    told = {
        each["name"]: here(platform, each["value"])
        for container in spec["containers"]
        for each in container["env"]
    }
    return {
        **told,
        "KRACHTLIJN_SECRETS_TREE": str(tmp_path),
        "KRACHTLIJN_TLS_CA": str(platform.servers.credentials.ca),
    }


@pytest.mark.parametrize(
    "command",
    [
        "bus status",
        "bus parked databank",
        "bus refused pandkalender",
        "bus missing databank",
        "bus dead databank",
        "bus erased databank",
        "bus holds pandkalender",
        "bus replay pandkalender --to databank --since 2026-01-01 --dry-run",
        "bus redrive databank --reason error",
        "audit verify databank",
        "sessions list databank",
    ],
)
def test_an_operator_in_a_cluster_has_what_a_command_needs(
    platform: Operator, settings: dict[str, str], command: str
) -> None:
    words = command.split()
    who = WHO if words[1] in ("replay", "redrive") else ()
    platform.done(*words, *who, **settings)


def test_an_operator_in_a_cluster_compares_what_was_told_with_what_was_had(
    platform: Operator, settings: dict[str, str]
) -> None:
    """Between the two services that have tables here."""
    addresses = settings["KRACHTLIJN_BUS_DATABASE_URLS"].split()
    settings["KRACHTLIJN_BUS_DATABASE_URLS"] = " ".join(addresses[:2])
    told = json.loads(platform.done("bus", "completeness", "--json", **settings).out)
    assert {each["reader"] for each in told} == {"pandkalender", "databank"}


def test_an_operator_in_a_cluster_sees_the_queues(
    platform: Operator, settings: dict[str, str]
) -> None:
    found = json.loads(platform.done("bus", "status", "--json", **settings).out)
    assert found["databank"]["queues"] == {"messages": 0, "consumers": 0, "dead": 0}


def test_an_operator_in_a_cluster_owns_no_table_and_opens_no_backup(
    platform: Operator, settings: dict[str, str], tmp_path: Path
) -> None:
    told = platform.refused("keys", "list", "databank", **settings)
    assert "databank_owner" in told or "is missing" in told
    (tmp_path / "b").touch()
    told = platform.refused("restore", "databank", "--from", str(tmp_path / "b"), *WHO, **settings)
    assert "databank-restore" in told


@pytest.fixture
async def anew(platform: Operator) -> AsyncIterator[None]:
    """Afterwards the databank begins again: what came back holds what is live."""
    yield
    conn = await asyncpg.connect(platform.servers.database.dsn("postgres"))
    await conn.execute('DROP DATABASE IF EXISTS "databank" WITH (FORCE)')
    await conn.close()
    platform.done("databases", "create", *platform.database)
    platform.done("migrate", "databank", *platform.database)


@pytest.mark.usefixtures("anew")
def test_a_job_that_restores_has_what_it_needs_and_asks_nobody(
    platform: Operator, tmp_path: Path
) -> None:
    backups, secrets = tmp_path / "backups", tmp_path / "secrets"
    secrets.mkdir()
    platform.done("backup", "databank", "--to", str(backups), *platform.database)
    (backup,) = backups.glob("*.dump.age")
    spec = pod("examples/restore.yaml")
    lay_down(spec, platform, secrets)
    (container,) = spec["containers"]
    arguments = [
        here(platform, each)
        .replace("/backups/FILE", str(backup))
        .replace("/run/secrets/krachtlijn", str(secrets))
        for each in container["args"]
    ]
    done = platform(*arguments, KRACHTLIJN_TLS_CA=str(platform.servers.credentials.ca))
    assert done.code == 3, done.out + done.error
    assert "databank is back" in done.out
    assert "What databank missed was not asked for" in done.out


def test_a_job_about_keys_at_rest_has_what_it_needs(platform: Operator, tmp_path: Path) -> None:
    """A key was made where the secrets are; the job wraps by it, and changes no file."""
    spec = pod("examples/keys.yaml")
    platform.done("keys", "new", "databank", "--secrets", str(platform.secrets))
    lay_down(spec, platform, tmp_path)
    (container,) = spec["containers"]
    authority = {"KRACHTLIJN_TLS_CA": str(platform.servers.credentials.ca)}

    def typed(*words: str) -> str:
        arguments = [
            here(platform, each).replace("/run/secrets/krachtlijn", str(tmp_path))
            for each in container["args"]
        ]
        assert arguments[:3] == ["keys", "wrap", "databank"]
        return platform.done(*words, "databank", *arguments[3:], **authority).out

    assert "2 of them anew" in typed("keys", "wrap")
    current = json.loads((tmp_path / "databank-owner/vault.json").read_text())["current"]
    listed = json.loads(typed("keys", "list", "--json"))
    assert {each["kek"] for each in listed["keys"]} == {current}
    assert json.loads(typed("keys", "renew", "--json"))["dataKey"] == 3
    typed("keys", "prune", "--keep-file", "--yes")
