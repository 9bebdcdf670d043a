"""Terms of keeping on the days around each of their boundaries."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from chassis.bus.retention.policy import Term, Terms, TermsError

NEW_YEAR = date(2026, 1, 1)
LATER = date(2027, 7, 1)


def kept(**days: int) -> Terms:
    return Terms(
        {name.replace("_", " "): [Term(NEW_YEAR, some, "x")] for name, some in days.items()}
    )


@pytest.mark.parametrize(
    ("days", "refused"),
    [
        ({"archive": 400, "inbox": 429}, True),
        ({"archive": 400, "inbox": 430}, False),
        ({"archive": 400, "inbox": 431}, False),
        ({"archive": 400, "parking_log": 399}, True),
        ({"archive": 400, "parking_log": 400}, False),
        ({"archive": 400, "parking_log": 401}, False),
        ({"inbox": 4_000}, True),  # an archive for ever
        ({"archive": 400}, False),  # an inbox for ever
        ({}, False),
    ],
)
def test_an_inbox_is_kept_thirty_days_longer_and_a_log_as_long(
    days: dict[str, int], *, refused: bool
) -> None:
    if refused:
        with pytest.raises(TermsError, match="From 2026-01-01 the"):
            kept(**days)
    else:
        kept(**days)


def test_a_refusal_says_from_when_and_what_to_do() -> None:
    longer = Term(LATER, 500, "x")
    with pytest.raises(TermsError) as refused:
        Terms({"archive": [longer, Term(NEW_YEAR, 400, "x")], "inbox": [Term(NEW_YEAR, 430, "x")]})
    assert str(refused.value) == (
        "From 2027-07-01 the inbox would be kept 430 days and the archive 500 days: an event that"
        " is replayed would have a second effect. Keep the inbox at least 30 days longer than the"
        " archive."
    )
    with pytest.raises(TermsError) as refused:
        kept(parking_log=400)
    assert "400 days and the archive for ever: a rebuild would bring back" in str(refused.value)


@pytest.mark.parametrize(
    ("day", "days"),
    [
        (date(2025, 12, 31), None),
        (date(2026, 1, 1), 400),
        (date(2026, 1, 2), 400),
        (date(2027, 6, 30), 400),
        (date(2027, 7, 1), 300),
        (date(2027, 7, 2), 300),
    ],
)
def test_a_term_holds_from_its_day_until_the_next_one(day: date, days: int | None) -> None:
    """In whatever order they are written."""
    terms = Terms({"archive": [Term(LATER, 300, "x"), Term(NEW_YEAR, 400, "x")]})
    term = terms.of("archive", day)
    assert (term.days if term else None) == days
    assert terms.of("inbox", day) is None


@pytest.mark.parametrize(
    ("now", "before"),
    [
        (datetime(2025, 12, 31, 22, 59, tzinfo=UTC), None),
        # it is the first of January in the city
        (datetime(2025, 12, 31, 23, 0, tzinfo=UTC), datetime(2024, 11, 26, 23, 0, tzinfo=UTC)),
        (datetime(2026, 11, 24, 8, 0, tzinfo=UTC), datetime(2025, 10, 20, 8, 0, tzinfo=UTC)),
    ],
)
def test_what_is_older_than_the_term_of_the_citys_day_may_go(
    now: datetime, before: datetime | None
) -> None:
    assert kept(archive=400).before("archive", now) == before


@pytest.mark.parametrize(("days", "refused"), [(29, True), (30, True), (31, False)])
def test_nothing_is_erased_within_thirty_days(tmp_path: Path, days: int, *, refused: bool) -> None:
    file = tmp_path / "terms.toml"
    file.write_text(f'[[archive]]\nfrom = 2026-01-01\ndays = {days}\nsource = "a decision"\n')
    if refused:
        with pytest.raises(TermsError, match=f"longer than 30 days, not {days}"):
            Terms.load(file)
    else:
        assert Terms.load(file).of("archive", NEW_YEAR) == Term(NEW_YEAR, days, "a decision")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("archive = 400", "The terms of archive are a list"),
        ("archive = [400]", "The terms of archive are a list"),
        (
            'archive = [{from = 2026-01-01, days = 400, source = "x"}, 400]',
            "The terms of archive are a list",
        ),
        ("[[archive]]\ndays = 400", "needs from, days and source: 'from'"),
        ('[[archive]]\nfrom = 2026-01-01\ndays = 400.0\nsource = "x"', "has a day"),
        ('[[archive]]\nfrom = 2026-01-01T00:00:00\ndays = 400\nsource = "x"', "has a day"),
        ("[[archive]]\nfrom = 2026-01-01\ndays = 400\nsource = 1", "has a day"),
        ('[[archive]]\nfrom = 2026-01-01\ndays = 400\nsource = " "', "needs the ground"),
        ("[[letters]]", "There are no terms for letters: use "),
        ("[[archive]", "cannot be read"),
    ],
)
def test_a_file_of_terms_says_what_is_wrong_with_it(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "terms.toml"
    file.write_text(text)
    with pytest.raises(TermsError, match=told):
        Terms.load(file)
    with pytest.raises(TermsError, match="cannot be read"):
        Terms.load(tmp_path / "none.toml")


def test_a_term_is_said_with_its_day() -> None:
    assert str(Term(NEW_YEAR, 400, "x")) == "400 days, from 2026-01-01"
