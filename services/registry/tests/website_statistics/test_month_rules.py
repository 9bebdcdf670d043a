"""Which months of a website may be noted on a day, and which counts go together."""

from datetime import date

import pytest

from chassis.refusals import FieldsRefusedError
from registry.website_statistics.rules import (
    Figures,
    UnknownMonthError,
    check,
    check_month,
    month_id,
    months_over,
    sites_of,
    years,
)


@pytest.mark.parametrize(
    ("year", "today", "first", "number"),
    [
        (2026, "2026-01-31", None, 0),
        (2026, "2026-02-01", "2026-01", 1),
        (2026, "2026-12-31", "2026-11", 11),
        (2026, "2027-01-01", "2026-12", 12),
        (2027, "2026-12-31", None, 0),
    ],
)
def test_a_month_is_over_on_the_first_of_the_next(
    year: int, today: str, first: str | None, number: int
) -> None:
    months = months_over(year, date.fromisoformat(today))
    assert len(months) == number
    assert (months or [None])[0] == first
    assert not months or months[-1] == f"{year}-01"


def test_the_running_year_and_the_two_before_are_open() -> None:
    assert years(date(2026, 3, 1)) == [2026, 2025, 2024]
    today = date(2026, 3, 1)
    for month in ("2026-02", "2025-12", "2024-01"):
        check_month("BOYS", "boysproject", month, today)
    for month in ("2026-03", "2023-12"):
        with pytest.raises(UnknownMonthError):
            check_month("BOYS", "boysproject", month, today)


def test_only_who_has_a_website_notes_its_months() -> None:
    assert "boysproject" in sites_of("BOYS")
    assert sites_of("GHAPRO") == ()
    for organisation, site in (("GHAPRO", "boysproject"), ("BOYS", "elders")):
        with pytest.raises(UnknownMonthError):
            check_month(organisation, site, "2026-01", date(2026, 3, 1))


@pytest.mark.parametrize(
    "figures",
    [
        Figures(10),
        Figures(10, unique_visitors=10, page_views=10, languages={"nl": 6, "fr": 4}),
        Figures(0, unique_visitors=0, page_views=0),
    ],
)
def test_counts_may_just_reach_each_other(figures: Figures) -> None:
    check(figures)


@pytest.mark.parametrize(
    ("figures", "fields"),
    [
        (Figures(10, unique_visitors=11), ["unique_visitors"]),
        (Figures(10, page_views=9), ["page_views"]),
        (Figures(10, languages={"nl": 6, "fr": 5}), ["languages"]),
        (
            Figures(10, unique_visitors=11, page_views=9, languages={"nl": 11}),
            ["unique_visitors", "page_views", "languages"],
        ),
    ],
)
def test_each_count_that_cannot_be_is_said(figures: Figures, fields: list[str]) -> None:
    with pytest.raises(FieldsRefusedError) as refused:
        check(figures)
    assert [error.field for error in refused.value.errors] == fields


def test_every_revision_of_a_month_has_one_id_and_no_other_month_has_it() -> None:
    months = [("BOYS", "boysproject", "2026-01"), ("BOYS", "boysproject", "2026-02")]
    assert len({month_id(*month) for month in months}) == 2
    assert month_id(*months[0]) == month_id(*months[0])
