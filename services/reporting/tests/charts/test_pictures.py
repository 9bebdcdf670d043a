"""Pictures of figures: never one that is hidden, and readable by everybody."""

from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.charts.designs import DARK, INK
from reporting.charts.draw import draw
from reporting.charts.rules.calendar import calendar, months
from reporting.charts.rules.pictures import (
    Bar,
    PeriodOutcome,
    Picture,
    PictureKind,
    shares,
    trends,
)
from reporting.figures.rules.outcomes import Breakdown, Part, Row, figure, no_delivery
from reporting.periods.rules import Period

SVG = "{http://www.w3.org/2000/svg}"
PHONE = 290
"""The width that the smallest phone (320 px) leaves beside its margins."""
LONG = "beslist, nog niet ter kennis gebracht"
bars = st.lists(
    st.builds(
        Bar,
        label=st.text("abcdefgh ", min_size=1, max_size=12),
        value=st.none() | st.integers(0, 900),
        suppressed=st.booleans(),
    ),
    max_size=30,
).map(tuple)


def drawn(picture: Picture) -> ET.Element:
    return ET.fromstring(draw(picture, "a", "Titel <1>", "Wat er staat & meer"))


def said(svg: ET.Element) -> set[str]:
    return {text.text or "" for text in svg.iter(f"{SVG}text")}


@given(bars)
def test_only_what_may_be_shown_is_drawn(shown: tuple[Bar, ...]) -> None:
    picture = Picture(PictureKind.VERDELING, "branche", shown)
    assert all(bar.value is not None and not bar.suppressed for bar in picture.drawn)
    if picture.is_worth_drawing:
        assert 2 <= len(picture.drawn) <= 24


def test_a_hidden_figure_is_nowhere_in_the_drawing() -> None:
    shown = (Bar("raam", 71), Bar("straat", 13), Bar("escort", 3, suppressed=True))
    text = draw(Picture(PictureKind.VERDELING, "branche", shown), "a", "T", "D")
    assert said(ET.fromstring(text)) >= {"raam", "71", "straat", "13"}
    assert "escort" not in text


def test_a_drawing_is_one_picture_with_a_title_and_no_style() -> None:
    shown = tuple(Bar(f"jaar {year}", year - 2000, short=f"{year}") for year in range(2020, 2025))
    text = draw(Picture(PictureKind.VERLOOP, "", shown), "a", "Titel <1>", "Wat & meer")
    svg = ET.fromstring(text)
    assert svg.get("role") == "img"
    assert svg.get("aria-labelledby") == "a-title a-text"
    assert (svg.findtext(f"{SVG}title"), svg.findtext(f"{SVG}desc")) == ("Titel <1>", "Wat & meer")
    assert not [each for each in svg.iter() if each is not svg and each.get("role")]
    assert "style=" not in text and "<script" not in text and "href" not in text
    assert float(svg.get("width") or 999) <= PHONE
    assert {"2020", "24"} <= said(svg)


def test_moves_stand_in_a_square_of_both_branches() -> None:
    rows = (Row("straat:raam", "van straat naar raam", 7), Row("raam:escort", "r", 9))
    (picture,) = shares(figure(16, breakdowns=[Breakdown("branch_shift", "verschuiving", rows)]))
    assert picture.kind is PictureKind.VAN_NAAR
    assert {"van", "naar", "7", "9"} <= said(drawn(picture))


def test_an_indicator_without_a_total_has_a_trend_of_each_part() -> None:
    known = [
        PeriodOutcome("jaar 2024", "2024", figure(None, parts=[Part("a", "eerste", "x", 4)])),
        PeriodOutcome("jaar 2025", "2025", no_delivery("nog niets")),
    ]
    (picture,) = trends(known)
    assert (picture.subject, [bar.value for bar in picture.bars]) == ("eerste", [4, None])
    assert not picture.is_worth_drawing


def every_kind() -> list[Picture]:
    """Of each design one with long labels and large numbers."""
    labels = (LONG, "tot en met een maand", "straatprostitutie")
    bars = tuple(Bar(label, 1200 + n, margin=4) for n, label in enumerate(labels))
    pairs = tuple(
        Bar(label, 40 - n, series=name)
        for label in labels
        for n, name in enumerate(("tweede halfjaar 2026", "eerste halfjaar 2026"))
    )
    moves = (Bar("a", 10, origin=labels[2], target="raam"), Bar("b", 5, origin="raam", target="x"))
    years = tuple(Bar(f"jaar {year}", 1000, short=f"in {year}") for year in range(2020, 2025))
    first = date(2026, 1, 1)
    days = {first + timedelta(n): n % 14 for n in range(0, 365, 3)}
    year = calendar(Period.parse("2026"), days)
    assert year is not None
    return [
        Picture(PictureKind.VERLOOP, "", years),
        Picture(PictureKind.VERDELING, "", bars),
        Picture(PictureKind.TERMIJNEN, "", pairs),
        Picture(PictureKind.VAN_NAAR, "", moves),
        year,
    ]


@pytest.mark.parametrize("picture", every_kind(), ids=lambda each: each.kind)
def test_every_picture_reads_on_the_smallest_phone(picture: Picture) -> None:
    """It is as wide as there is room for, so no text is made smaller than it says."""
    svg = drawn(picture)
    assert float(svg.get("width") or 999) <= PHONE
    sizes = {text.get("font-size") for text in svg.iter(f"{SVG}text")}
    assert sizes == {"13px"}
    assert not [text for text in said(svg) if text.endswith("…")], "nothing is cut off"


@pytest.mark.parametrize("picture", every_kind(), ids=lambda each: each.kind)
def test_every_picture_reads_in_black_and_white(picture: Picture) -> None:
    """Each figure is printed, and two series differ by being full or open."""
    svg = drawn(picture)
    numbers = [text for text in said(svg) if text.strip("≈ ").isdecimal()]
    assert {int(text.strip("≈ ")) for text in numbers} == {
        bar.value for bar in picture.drawn if bar.value or not bar.day
    }
    if picture.kind is PictureKind.TERMIJNEN:
        fills = {each.get("fill") for each in svg.iter(f"{SVG}path") if each.get("stroke") == INK}
        assert fills == {INK, "white"}


@given(st.integers(1, 60))
def test_a_number_on_a_shade_of_a_calendar_has_contrast(most: int) -> None:
    """White on dark, black on light: 4.5 to 1 or more, as WCAG asks."""
    for number in range(1, most + 1):
        shade = blend(number / most)
        ink = (255, 255, 255) if number > most * DARK else (0, 0, 0)
        light, dark = sorted((luminance(shade), luminance(ink)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, number


def blend(share: float) -> tuple[float, ...]:
    ink = [int(INK[n : n + 2], 16) for n in (1, 3, 5)]
    return tuple(255 + (each - 255) * share for each in ink)


def luminance(colour: tuple[float, ...]) -> float:
    linear = [
        c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4
        for c in (each / 255 for each in colour)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_a_calendar_has_every_day_and_its_months_add_up() -> None:
    first = date(2024, 2, 1)
    picture = calendar(Period.parse("2024-H1"), {first: 2, date(2024, 2, 29): 3})
    assert picture is not None
    assert len(picture.bars) == 182
    told = {month.first: (month.total, dict(month.days)) for month in months(picture)}
    assert told[first] == (5, {first: 2, date(2024, 2, 29): 3})
    assert told[date(2024, 3, 1)] == (0, {})
    assert calendar(Period.parse("2016-2018"), {}) is None


@given(st.sampled_from(["2024", "2025-H2", "2026-02"]), st.data())
def test_every_day_stands_under_its_own_weekday(period: str, data: st.DataObject) -> None:
    asked = Period.parse(period)
    day = data.draw(st.dates(asked.first, asked.last))
    picture = calendar(asked, {day: 7})
    assert picture is not None
    assert [bar.day for bar in picture.bars if bar.value] == [day]
