"""The handbook of operating shows every command, and links to what exists."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from launcher import bus, bus_archives, bus_control, bus_gaps, bus_refused, bus_retention

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "docs/operating.md", *sorted((ROOT / "docs/operating").glob("*.md"))]
HANDBOOK = "\n".join(page.read_text() for page in PAGES)
LEADING_THERE = [
    ROOT / "docs" / name for name in ("deploying.md", "upgrades.md", "privacy.md", "security.md")
]


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


@pytest.mark.parametrize("page", [*PAGES, *LEADING_THERE], ids=lambda path: str(path.name))
def test_the_handbook_links_to_what_exists(page: Path) -> None:
    text = page.read_text()
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        if link.startswith("https://"):
            continue
        file, _, anchor = link.partition("#")
        there = (page.parent / file).resolve() if file else page
        assert there.exists(), link
        assert not anchor or anchor in anchors(there.read_text()), link
    for path in re.findall(r"`(deploy/[\w./-]+)`", text):
        assert (ROOT / path).exists(), path


def test_each_page_of_the_handbook_says_for_whom_it_is() -> None:
    """And the first one leads to all of them."""
    first, *others = PAGES
    for page in others:
        assert page.read_text().split("\n\n")[1].startswith("For "), page.name
        assert f"](operating/{page.name})" in first.read_text(), page.name
