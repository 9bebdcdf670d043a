"""DP-12: terms of keeping are dated and sourced, and cannot contradict what a replay needs."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.bus.retention.policy import ON_ITS_WAY_DAYS, Term, Terms, TermsError
from chassis.service import create
from launcher.sandbox import Sandbox

FIRST = date(2026, 1, 1)


def written(folder: Path, **days: int) -> Path:
    path = folder / "terms.toml"
    path.write_text(
        "".join(
            f'[["{store.replace("_", " ")}"]]\nfrom = 2026-01-01\ndays = {number}\nsource = "x"\n'
            for store, number in days.items()
        )
    )
    return path


def test_the_terms_that_come_with_the_platform_hold() -> None:
    terms = Terms.load()
    now = datetime(2026, 11, 24, tzinfo=UTC)
    archive, inbox = terms.before("archive", now), terms.before("inbox", now)
    assert archive is not None
    assert inbox is not None
    assert inbox < archive - timedelta(days=ON_ITS_WAY_DAYS)
    for store in ("archive", "inbox", "parking log", "replays"):
        term = terms.of(store, now.date())
        assert term is not None
        assert term.source


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ({"archive": 400, "inbox": 429}, "would have a second effect"),
        ({"inbox": 429}, "archive for ever"),
        ({"archive": 400, "parking_log": 399}, "bring back what was discarded"),
        ({"archive": 30}, "longer than 30 days"),
        ({"letters": 400}, "There are no terms for letters"),
    ],
)
def test_terms_that_break_the_promise_of_once_are_refused(
    tmp_path: Path, days: dict[str, int], told: str
) -> None:
    with pytest.raises(TermsError, match=told):
        Terms.load(written(tmp_path, **days))


@pytest.mark.parametrize(
    "text",
    [
        "archive = 400",
        "[[archive]]\ndays = 400",
        '[[archive]]\nfrom = "2026-01-01"\ndays = 400\nsource = "x"',
        '[[archive]]\nfrom = 2026-01-01\ndays = 400\nsource = " "',
        "[[archive]",
    ],
)
def test_a_term_without_day_days_or_ground_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "terms.toml"
    path.write_text(text)
    with pytest.raises(TermsError):
        Terms.load(path)


def test_a_service_does_not_start_by_terms_that_contradict_each_other(
    tmp_path: Path, sandbox: Sandbox, tables: None
) -> None:
    settings = sandbox.settings("databank", migrate=False)
    wrong = settings.model_copy(update={"retention": written(tmp_path, archive=400, inbox=400)})
    with pytest.raises(TermsError, match="Keep the inbox at least 30 days longer"):
        create("registry", handlers={}, routers=[], trusts=[], table={}, settings=wrong)


def test_what_no_term_holds_for_is_kept() -> None:
    terms = Terms({"archive": [Term(FIRST, 400, "x")]})
    assert terms.before("archive", datetime(2025, 12, 31, tzinfo=UTC)) is None
    assert terms.before("inbox", datetime(2026, 12, 31, tzinfo=UTC)) is None


days = st.integers(31, 4000)
dated = st.lists(
    st.builds(Term, st.dates(FIRST, FIRST + timedelta(days=3000)), days, st.just("x")),
    max_size=4,
)


@given(archive=dated, inbox=dated, log=dated, day=st.integers(-10, 8000))
def test_whatever_the_terms_an_inbox_outlasts_every_archive(
    archive: list[Term], inbox: list[Term], log: list[Term], day: int
) -> None:
    """On any day, whatever was archived and may still be sent again is known to its reader."""
    try:
        terms = Terms({"archive": archive, "inbox": inbox, "parking log": log})
    except TermsError:
        return
    now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=day)
    oldest, forgotten = terms.before("archive", now), terms.before("inbox", now)
    if forgotten is not None:
        assert oldest is not None
        assert forgotten <= oldest - timedelta(days=ON_ITS_WAY_DAYS)
