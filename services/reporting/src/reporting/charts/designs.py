"""Designs of pictures for Vega-Lite: bars, pairs of bars, a square of moves, a calendar.

They read in black and white: each figure has its number, a pair is a full and an open bar, and a
calendar's shade only repeats the number of its day. No text is smaller than ``TEXT``.
"""

from collections.abc import Sequence
from textwrap import wrap
from typing import Any

from reporting.charts.rules.calendar import WEEKDAYS
from reporting.charts.rules.pictures import Bar, PictureKind
from reporting.figures.rules.margins import about
from reporting.periods.rules import MONTHS

TEXT = 13
WIDTH = 72
"""Of the plot itself, in its own units; labels stand beside it, and leave more room when short."""
SHORT, LETTER = 14, 5
"""Letters of a short label, and by how much one letter fewer widens the plot."""
STEP = 26
PAIR_STEP = 19
LEFT = 90
"""As far before the plot a legend begins, so that it is no wider than the labels and the plot."""
DARK = 0.75
"""The share of the darkest shade above which white reads better than black."""
LINE = 16
LETTERS = 18
"""Of a line of a label; a longer one goes on below."""
DAY = 18
"""Of a side of a day on a calendar."""
INK = "#14505c"
FONT = "Source Sans 3, sans-serif"


def design(kind: PictureKind, bars: Sequence[Bar]) -> dict[str, Any]:
    """The specification of a picture with these figures."""
    import altair  # seconds of imports, which only a page with pictures needs

    match kind:
        case PictureKind.VAN_NAAR:
            chart = _square(altair, bars)
        case PictureKind.KALENDER:
            chart = _calendar(altair, bars)
        case _ if any(bar.series for bar in bars):
            chart = _pairs(altair, bars)
        case _:
            chart = _bars(altair, bars)
    return _styled(chart)


def _bars(altair: Any, bars: Sequence[Bar]) -> Any:
    flat = altair.Chart(_rows(altair, bars)).encode(
        y=_labels(altair, bars), x=altair.X("value:Q", title=None, axis=None)
    )
    chart = flat.mark_bar(color=INK, size=16) + _numbers(altair, flat)
    return chart.properties(width=_width(bars), height={"step": max(STEP, LINE * _lines(bars) + 6)})


def _pairs(altair: Any, bars: Sequence[Bar]) -> Any:
    """A full bar above an open one: of this period and of the one before, or in time and late."""
    names = list(dict.fromkeys(bar.series for bar in bars))
    flat = altair.Chart(_rows(altair, bars)).encode(
        y=_labels(altair, bars),
        yOffset=altair.YOffset("series:N", sort=names),
        x=altair.X("value:Q", title=None, axis=None),
    )
    legend = altair.Legend(
        title=None,
        orient="none",
        legendX=-LEFT,
        legendY=-44,
        labelFontSize=TEXT,
        labelLimit=260,
        symbolType="square",
        symbolStrokeColor=INK,
        symbolStrokeWidth=1.5,
    )
    series = altair.Color(
        "series:N",
        scale=altair.Scale(domain=names, range=[INK, "white"][: len(names)]),
        legend=legend,
    )
    full = flat.mark_bar(stroke=INK, strokeWidth=1.5).encode(fill=series)
    chart = full + _numbers(altair, flat)
    step = max(PAIR_STEP, LINE * _lines(bars) // 2)
    return chart.properties(width=_width(bars), height={"step": step, "for": "offset"})


def _labels(altair: Any, bars: Sequence[Bar]) -> Any:
    """In the order of the figures."""
    axis = altair.Axis(labelExpr="split(datum.label, '\\n')", labelLineHeight=LINE)
    names = list(dict.fromkeys(_label(bar) for bar in bars))
    return altair.Y("label:N", title=None, sort=names, axis=axis)


def _width(bars: Sequence[Bar]) -> int:
    longest = max(len(line) for bar in bars for line in _label(bar).split("\n"))
    return WIDTH + LETTER * max(0, SHORT - longest)


def _label(bar: Bar) -> str:
    return "\n".join(wrap(bar.short or bar.label, LETTERS, break_long_words=False))


def _lines(bars: Sequence[Bar]) -> int:
    return max(1 + _label(bar).count("\n") for bar in bars)


def _numbers(altair: Any, flat: Any) -> Any:
    return flat.mark_text(align="left", dx=4).encode(text="said:N", size=altair.value(TEXT))


def _square(altair: Any, bars: Sequence[Bar]) -> Any:
    square = altair.Chart(_rows(altair, bars)).encode(
        x=altair.X("target:N", title="naar", axis=altair.Axis(orient="top", labelAngle=-60)),
        y=altair.Y("origin:N", title="van"),
    )
    chart = square.mark_rect(fill="white", stroke=INK) + square.mark_text().encode(
        text="said:N", size=altair.value(TEXT)
    )
    return chart.properties(width={"step": STEP + 4}, height={"step": STEP})


def _calendar(altair: Any, bars: Sequence[Bar]) -> Any:
    """A block for each month, a line for each week; the more, the darker."""
    days = [bar for bar in bars if bar.day is not None]
    most = max((bar.value or 0 for bar in days), default=0)
    rows = [_day(bar, most) for bar in days]
    order = list(dict.fromkeys(row["month"] for row in rows))
    base = altair.Chart().encode(
        x=altair.X(
            "weekday:N",
            sort=list(WEEKDAYS),
            title=None,
            axis=altair.Axis(orient="top", labelAngle=0),
        ),
        y=altair.Y("week:O", title=None, axis=None, scale=altair.Scale(domain=list(range(6)))),
    )
    cells = base.mark_rect(stroke="#767676", strokeWidth=0.5).encode(
        fill=altair.Fill(
            "value:Q",
            legend=None,
            scale=altair.Scale(domain=[0, most], range=["white", INK], interpolate="rgb"),
        )
    )
    numbers = (
        base.transform_filter("datum.value > 0")
        .mark_text(fontSize=TEXT)
        .encode(
            text="said:N",
            color=altair.condition("datum.dark", altair.value("white"), altair.value("black")),
        )
    )
    one = (cells + numbers).properties(width=7 * DAY, height=6 * DAY)
    header = altair.Header(title=None, labelFontSize=TEXT, labelFontWeight="bold", labelPadding=4)
    facet = altair.Facet("month:N", sort=order, header=header)
    return (
        one.facet(facet=facet, columns=2, data=altair.InlineData(values=rows))
        .resolve_axis(x="independent")
        .properties(spacing={"row": 6, "column": 8})
    )


def _day(bar: Bar, most: int) -> dict[str, Any]:
    assert bar.day is not None
    number = bar.value or 0
    before = bar.day.replace(day=1).weekday()
    return {
        "month": f"{MONTHS[bar.day.month - 1]} {bar.day.year}",
        "weekday": WEEKDAYS[bar.day.weekday()],
        "week": (bar.day.day - 1 + before) // 7,
        "value": number,
        "said": str(number) if number else "",
        "dark": number > most * DARK,
    }


def _rows(altair: Any, bars: Sequence[Bar]) -> Any:
    return altair.InlineData(
        values=[
            {
                "label": _label(bar),
                "value": bar.value,
                "said": about(bar.value or 0, bar.margin),
                "origin": bar.origin,
                "target": bar.target,
                "series": bar.series,
            }
            for bar in bars
        ]
    )


def _styled(chart: Any) -> dict[str, Any]:
    styled: dict[str, Any] = (
        chart.configure(
            font=FONT, background="white", padding={"left": 2, "right": 4, "top": 2, "bottom": 2}
        )
        .configure_view(stroke=None)
        .configure_axis(
            labelFontSize=TEXT, titleFontSize=TEXT, labelLimit=190, domain=False, ticks=False
        )
        .to_dict()
    )
    return styled
