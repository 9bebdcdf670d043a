"""A forked command says and ends what the command in a process of its own does."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from launcher.command_nursery import Answer, CommandNursery
from launcher.errors import LauncherError

ENVIRONMENT = {"PATH": os.environ["PATH"], "COLUMNS": "100"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("folder")


@pytest.fixture(scope="module")
def commands(folder: Path) -> Iterator[CommandNursery]:
    with CommandNursery(Path(sys.executable), ENVIRONMENT, folder) as commands:
        yield commands


def alone(folder: Path, *arguments: str, said: bytes = b"", **environment: str) -> Answer:
    done = subprocess.run(
        [Path(sys.executable).with_name("krachtlijn"), *arguments],
        cwd=folder,
        env=ENVIRONMENT | environment,
        input=said,
        capture_output=True,
        check=False,
    )
    return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.mark.parametrize(
    "arguments",
    [
        ("status", "--root", "."),
        ("nonsense",),
        ("identity", "evaluate", "--without", "shoe-size"),
        ("secrets", "init", "--to", "/proc/nowhere"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_it_says_the_same_with_the_same_code(
    commands: CommandNursery, folder: Path, arguments: tuple[str, ...]
) -> None:
    assert commands.begin(*arguments).ends() == alone(folder, *arguments)


def test_it_is_told_what_that_one_command_is_told(commands: CommandNursery, folder: Path) -> None:
    order = ("databases", "create", "--secrets", ".")
    plain = {"KRACHTLIJN_DATABASE_URL": "postgresql://database/?sslmode=require"}
    its = commands.begin(*order, **plain).ends()
    assert its == alone(folder, *order, **plain)
    assert its != commands.begin(*order).ends()


def test_one_does_not_wait_for_the_other(commands: CommandNursery) -> None:
    first, second = commands.begin("nonsense"), commands.begin("--help")
    assert second.ends().code == 0
    assert first.ends().code == 2


def test_what_is_still_at_work_ends_with_its_nursery(folder: Path) -> None:
    watch = ("certificates", "watch", "--server=broker=127.0.0.1:9/broker")
    with CommandNursery(Path(sys.executable), ENVIRONMENT, folder) as commands:
        running = commands.begin(*watch, "--metrics", "127.0.0.1:0")
    with pytest.raises(LauncherError, match="gone"):
        running.ends(30)
