"""What documents have people type with compose is there: services, and what these are told.

Whether it does what is said needs containers: ``tests/containers`` runs some of it.
"""

import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from .support.commands import parsed
from .support.manifests import ROOT, render

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
OF_COMPOSE = {"--profile", "--env-file"}
"""Its own options that take a word more."""
OF_ITS_COMMANDS = {"--user", "--volume", "--tail", "--entrypoint", "--env"}
ABOUT_SERVICES = {"run", "exec", "logs", "restart", "stop", "start", "up", "ps", "cp", "down"}
ASK_A_SERVICE = {"run", "exec"}


def documents() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md", ".env.example"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    return [
        ROOT / each
        for each in listed
        if not each.startswith(("CHANGELOG", "docs/decisions/", "docs/measurements/"))
    ]


def typed() -> Iterator[tuple[str, str]]:
    """Each command with the place where it stands: a line of its own, or between marks of code."""
    for path in documents():
        place, text = str(path.relative_to(ROOT)), path.read_text()
        lines = re.findall(r"^(?:\$ |# ?)?(docker compose [^`\n]+)$", text, re.M)
        for command in (*lines, *re.findall(r"`(docker compose [^`]+)`", text)):
            yield place, re.split(r" [<>|#] ?| {2,}#", " ".join(command.split()))[0]


COMMANDS = sorted(set(typed()))


def words_of(command: str) -> tuple[str, list[str]]:
    """The command of compose, and what is behind it without its options."""
    words = shlex.split(command)[2:]
    while words and words[0].startswith("-"):
        words = words[2 if words[0] in OF_COMPOSE else 1 :]
    name, rest = words[0], words[1:]
    while rest and rest[0].startswith("-"):
        rest = rest[2 if rest[0] in OF_ITS_COMMANDS else 1 :]
    return name, rest


def test_there_are_many() -> None:
    assert len(COMMANDS) >= 25
    asked = {words_of(command)[0] for _, command in COMMANDS}
    assert {"run", "exec", "logs", "up"} <= asked <= ABOUT_SERVICES


@pytest.mark.parametrize(("place", "command"), COMMANDS)
def test_a_command_of_compose_names_services_that_there_are(place: str, command: str) -> None:
    name, rest = words_of(command)
    named = rest[:1] if name in ASK_A_SERVICE else rest
    if name == "cp":
        named = [each.partition(":")[0] for each in rest if ":" in each]
    assert [each for each in named if each not in COMPOSE] == [], place


@pytest.mark.parametrize(
    ("place", "command"),
    [each for each in COMMANDS if words_of(each[1])[0] in ASK_A_SERVICE],
)
def test_what_a_container_is_told_is_a_command_with_its_options(place: str, command: str) -> None:
    """Those of our own image, whose program is ``krachtlijn``; a misspelt option is found."""
    name, (service, *words) = words_of(command)
    if name == "exec":
        if words[:1] != ["krachtlijn"]:
            return
        words = words[1:]
    elif "/operations:" not in COMPOSE[service]["image"] or not words:
        return
    assert parsed(words).params is not None, place


TABLE = re.search(
    r"^\| What \| compose \| cluster \| machine \|\n\|[-|]+\n((?:\|.+\n)+)",
    (ROOT / "docs/operating.md").read_text(),
    re.M,
)
assert TABLE is not None
ROWS = [
    tuple(cell.strip() for cell in line.strip("|").split("|")) for line in TABLE[1].splitlines()
]
"""What is done, and how it is typed with compose, in a cluster, and on a machine without either."""
PLACES = {
    (
        each["metadata"].get("namespace", ""),
        f"{each['kind'].lower()}/{each['metadata']['name']}",
    )
    for each in render("production")
} | {
    # What operators and Kubernetes make of it.
    ("krachtlijn-broker", "statefulset/broker-server"),
    ("krachtlijn-politie", "pod/databank-0"),
    # What examples make.
    ("krachtlijn-politie", "job/databank-restore"),
    ("krachtlijn-politie", "job/databank-keys"),
    ("krachtlijn-operator", "job/reporting-rebuild"),
}


def typed_in(cell: str) -> str:
    (command,) = re.findall(r"`([^`]+)`", cell)
    assert cell == f"`{command}`"
    return str(command)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_each_row_of_the_handbook_says_what_is_typed_in_each_place(row: tuple[str, ...]) -> None:
    assert len(row) == 4
    compose, cluster, machine = map(typed_in, row[1:])
    assert compose.startswith(("docker ", "deploy/compose/")), row[0]
    assert cluster.startswith(("kubectl ", "deploy/kubernetes/", "krachtlijn ")), row[0]
    assert not machine.startswith(("docker ", "kubectl ", "make ")), row[0]
    for command in (compose, cluster, machine):
        words = shlex.split(command)
        if words[0] == "krachtlijn":
            assert parsed(words[1:]).params is not None, row[0]
        elif words[0].startswith("deploy/"):
            assert (ROOT / words[0]).stat().st_mode & 0o111, row[0]


KUBECTL = sorted(
    {
        " ".join(command.split())
        for path in documents()
        for command in (
            *re.findall(r"`(kubectl [^`]+)`", path.read_text()),
            *re.findall(r"^(kubectl .+)$", path.read_text(), re.M),
        )
    }
)


@pytest.mark.parametrize("command", KUBECTL)
def test_what_is_typed_for_a_cluster_names_what_is_in_it(command: str) -> None:
    """Not that it works there: no cluster runs here."""
    words = shlex.split(command)
    if "--" in words:
        after = words[words.index("--") + 1 :]
        words = words[: words.index("--")]
        assert after[0] == "krachtlijn"
        assert parsed(after[1:]).params is not None
    if "--filename" in words:
        file = words[words.index("--filename") + 1]
        assert (ROOT / file).exists()
    if "--namespace" in words:
        namespace = words[words.index("--namespace") + 1]
        assert ("", f"namespace/{namespace}") in PLACES
        named = [each.removeprefix("--from=") for each in words if "/" in each]
        assert [each for each in named if (namespace, each) not in PLACES] == []
