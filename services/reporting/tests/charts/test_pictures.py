"""Pictures of figures: never one that is hidden, readable by everybody, a table beside each."""

import re
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from chassis.web import Function
from reporting.charts.draw import draw
from reporting.charts.rules.pictures import (
    Bar,
    PeriodOutcome,
    Picture,
    PictureKind,
    shares,
    trends,
)
from reporting.indicators.catalogue import catalogue
from reporting.indicators.rules.outcomes import Breakdown, Part, Row, figure, no_delivery

from ..support.browser import signed_in
from ..support.events import inspection
from ..support.reporting import Reporting

SVG = "{http://www.w3.org/2000/svg}"
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
    assert float(svg.get("width") or 999) <= 340
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


async def test_the_page_shows_a_trend_and_every_breakdown_beside_its_table(
    reporting: Reporting,
) -> None:
    await reporting.told(inspection(), inspection())
    reader = await signed_in(reporting, Function.PROSTITUTIEAMBTENAAR)
    page = await reader.get("/beeld?indicator=IND-2.1-01&periode=2026")
    assert page.status_code == 200, page.text
    assert page.text.count('role="img"') <= page.text.count("<table")
    assert re.search(r"Verloop tot jaar 2026", page.text)
    assert 'style="' not in page.text
    listed = await reader.get("/cijfers?periode=2026")
    assert 'href="/beeld?indicator=IND-2.1-01&amp;periode=2026"' in listed.text


async def test_every_indicator_has_a_page_of_pictures_without_facts_too(
    reporting: Reporting,
) -> None:
    reader = await signed_in(reporting, Function.PROSTITUTIEAMBTENAAR)
    for indicator in catalogue():
        page = await reader.get(f"/beeld?indicator={indicator}&periode=2016-2018")
        assert page.status_code == 200, indicator


async def test_whoever_does_not_see_a_figure_sees_no_picture_of_it(reporting: Reporting) -> None:
    police = await signed_in(reporting, Function.POLITIE_TEAMLEIDER)
    assert (await police.get("/beeld?indicator=IND-1-01")).status_code == 404
    assert (await police.get("/beeld?indicator=IND-2.1-02")).status_code == 200
    reader = await signed_in(reporting, Function.PROSTITUTIEAMBTENAAR)
    assert (await reader.get("/beeld?indicator=IND-9-99")).status_code == 404
    assert (await reader.get("/beeld?indicator=IND-1-01&periode=ooit")).status_code == 422
