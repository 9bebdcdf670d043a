"""Each release says what to do before it and after it."""

import re

from .rooms import ROOT

PAGE = (ROOT / "docs/upgrades.md").read_text()
CHANGELOG = (ROOT / "CHANGELOG.md").read_text()
FIRST = "0.1.0"


def test_each_release_has_its_part_of_the_page() -> None:
    """What is not released yet has one too, so that nobody writes it from memory."""
    told = re.findall(r"^## (Unreleased|\d+\.\d+\.\d+)", CHANGELOG, re.M)
    assert told[-1] == FIRST
    wanted = [each.replace("Unreleased", "the next release") for each in told[:-1]]
    assert re.findall(r"^## To (.+)$", PAGE, re.M) == wanted


def test_each_part_begins_with_what_to_do_before_and_ends_with_what_comes_after() -> None:
    for part in re.split(r"^## To ", PAGE, flags=re.M)[1:]:
        title, _, body = part.partition("\n")
        assert re.findall(r"^\*\*(.+?)\*\*", body, re.M) == ["Before you start", "After it"], title
