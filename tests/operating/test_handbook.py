"""The handbook of operating shows every command, and links to what exists."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from launcher import bus, bus_archives, bus_control, bus_gaps, bus_refused, bus_retention

ROOT = Path(__file__).resolve().parents[2]
HANDBOOK = (ROOT / "docs/operating.md").read_text()


def commands() -> Iterator[str]:
    for part in (bus, bus_archives, bus_control, bus_gaps, bus_refused, bus_retention):
        for info in part.app.registered_commands:
            yield str(info.name or getattr(info.callback, "__name__", ""))
    yield "keys list"
    yield "keys rotate"
    yield "keys destroy"


@pytest.mark.parametrize("command", list(commands()))
def test_the_handbook_shows_every_command_with_its_output(command: str) -> None:
    assert re.search(rf"^\$ krachtlijn bus {command}\b.*\n\S", HANDBOOK, re.M)


def anchors(page: str) -> set[str]:
    return {
        re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
        for title in re.findall(r"^#+ (.+)$", page, re.M)
    }


def test_the_handbook_links_to_what_exists() -> None:
    for link in re.findall(r"\]\(([^)]+)\)", HANDBOOK):
        if link.startswith("https://"):
            continue
        file, _, anchor = link.partition("#")
        page = ROOT / "docs" / (file or "operating.md")
        assert page.exists(), link
        assert not anchor or anchor in anchors(page.read_text()), link
    for path in re.findall(r"`(deploy/[\w./-]+)`", HANDBOOK):
        assert (ROOT / path).exists(), path
