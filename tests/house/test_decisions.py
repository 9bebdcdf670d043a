"""Decisions are found by topic, say on both sides what was amended, and are there when named."""

import re
from collections import Counter
from functools import cache

import pytest

from .documents import documents, files
from .rooms import ROOT

DECISIONS = ROOT / "docs" / "decisions"
RECORDS = {path.name[:4]: path for path in sorted(DECISIONS.glob("[0-9]*.md"))}
INDEX = (DECISIONS / "README.md").read_text()
ROW = re.compile(r"^\| \[(\d{4})\]\(([\w-]+\.md)\) \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)


@cache
def head(number: str) -> str:
    """The lines of a record before its first section: title, status, what it amends."""
    return RECORDS[number].read_text().partition("\n## ")[0]


def named(number: str, word: str) -> set[str]:
    """Numbers on the line ``Amends: ...`` of a record."""
    (line,) = re.findall(rf"^{word}: (.*)$", head(number), re.MULTILINE) or [""]
    return set(re.findall(r"\[(\d{4})\]\(\1-", line))


def test_every_decision_is_in_the_index_once_under_a_topic() -> None:
    counted = Counter(row[0] for row in ROW.findall(INDEX))
    assert counted == Counter(RECORDS.keys())
    before_topics, *topics = INDEX.split("\n## ")
    assert not ROW.findall(before_topics)
    assert [topic.partition("\n")[0] for topic in topics if ROW.findall(topic)] == [
        topic.partition("\n")[0] for topic in topics[:-1]
    ], "a topic without a decision"


@pytest.mark.parametrize("number", RECORDS)
def test_the_index_says_of_a_decision_what_it_says_of_itself(number: str) -> None:
    (row,) = [row for row in ROW.findall(INDEX) if row[0] == number]
    _, file, title, _, state = row
    assert file == RECORDS[number].name
    assert head(number).splitlines()[0] == f"# {number} {title}"
    later = ("Replaced by", "replaced by "), ("Amended by", "amended by ")
    stated = [said + ", ".join(sorted(by)) for word, said in later if (by := named(number, word))]
    assert state == (stated or ["holds"])[0]


def test_numbers_without_a_decision_are_listed() -> None:
    between = {f"{number:04d}" for number in range(1, int(max(RECORDS)) + 1)}
    _, _, listed = INDEX.partition("## Numbers without a decision")
    assert set(re.findall(r"\d{4}", listed)) == between - RECORDS.keys()


@pytest.mark.parametrize(("word", "other"), [("Amends", "Amended by"), ("Replaces", "Replaced by")])
def test_amendments_are_said_on_both_sides(word: str, other: str) -> None:
    said = {(number, target) for number in RECORDS for target in named(number, word)}
    answered = {(source, number) for number in RECORDS for source in named(number, other)}
    assert said ^ answered == set()
    assert all(earlier < later for later, earlier in said)


def test_an_amendment_is_said_on_its_line_and_not_in_the_status() -> None:
    for number in RECORDS:
        (status,) = re.findall(r"^Status: (.*)$", head(number), re.MULTILINE)
        assert not re.search(r"\d{4}", status), number


def test_every_page_of_measurements_is_in_their_index() -> None:
    folder = ROOT / "docs" / "measurements"
    listed = re.findall(r"^\| \[.+?\]\(([\w-]+\.md)\)", (folder / "README.md").read_text(), re.M)
    assert sorted(listed) == sorted(path.name for path in folder.glob("[!R]*.md"))


MENTION = re.compile(
    r"(?:\bdecisions?[\s#*]+|docs/decisions/)((?:\[?\d{4}\b(?:\]\([^)]*\))?(?:, | and )?)+)",
    re.IGNORECASE,
)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("by decision 0055", ["0055"]),
        ("(docs/decisions/0022)", ["0022"]),
        ("[decisions 0057](0057-a.md), [0101](0101-b.md) and 0108", ["0057", "0101", "0108"]),
        ("([decision\n0015](decisions/0015-open.md))", ["0015"]),
        ("a decision of 2024", []),
    ],
)
def test_a_mention_of_a_decision_is_found(text: str, numbers: list[str]) -> None:
    assert mentioned(text) == numbers


def mentioned(text: str) -> list[str]:
    return [
        number
        for numbers in MENTION.findall(text)
        for number in re.findall(r"(?<![\d/(])\d{4}(?=\D|$)", re.sub(r"\(.*?\)", "", numbers))
    ]


def test_every_decision_that_is_named_exists() -> None:
    named_in = {
        f"{path.relative_to(ROOT)}: {number}"
        for path in (*files(), *documents())
        for number in mentioned(path.read_text())
        if number not in RECORDS
    }
    assert named_in == set()
