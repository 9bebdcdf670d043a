"""No password or key stands where others than its own service could come across it."""

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from launcher import processes
from launcher.names import SERVICES

from .support.story import Story


def secrets(story: Story) -> Iterator[str]:
    """Every password and private key of the platform, as it would be seen."""
    tree = story.sandbox.infra.credentials
    yield from tree.broker.values()
    yield from tree.database.values()
    for service in SERVICES:
        yield from json.loads(tree.seal_private(service).read_text()).values()
        yield from json.loads(tree.vault(service).read_text())["keys"].values()
    for path in tree.issuer_keys.iterdir():
        yield path.read_text()


def found(story: Story, content: str) -> list[str]:
    return [word for word in secrets(story) if word in content]


def test_no_service_was_told_a_secret_in_its_environment_or_its_command(story: Story) -> None:
    running = processes.recorded(story.sandbox.infra.run)
    for service in SERVICES:
        folder = Path(f"/proc/{running[service].pid}")
        for name in ("environ", "cmdline"):
            told = (folder / name).read_bytes().decode(errors="replace")
            assert found(story, told) == [], f"{name} of {service}"


def test_no_log_and_nothing_that_is_public_holds_a_secret(story: Story) -> None:
    run, tree = story.sandbox.infra.run, story.sandbox.infra.credentials
    looked_at = [*run.logs.glob("*.log"), *tree.public.iterdir(), run.path / "state.json"]
    assert len(looked_at) > len(SERVICES)
    for path in looked_at:
        assert found(story, path.read_text(errors="replace")) == [], path


def test_a_service_s_database_holds_no_secret_of_the_platform(story: Story) -> None:
    """Its keys are there wrapped; its files are those that the server writes."""
    servers = story.sandbox.infra.run.servers.resolve() / "postgres" / "data" / "base"
    words = [word.encode() for word in secrets(story)]
    looked_at = [path for path in servers.rglob("*") if path.is_file()]
    assert looked_at
    for path in looked_at:
        with suppress(FileNotFoundError):  # the server is at work, and removes files
            content = path.read_bytes()
            assert not any(word in content for word in words), path
