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
from .support.manifests import ROOT

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
