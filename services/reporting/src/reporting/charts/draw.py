"""Drawings of pictures, as SVG: by Vega-Lite, on the server, without a script in the page.

They read in black and white (every bar has its number, and nothing rests on a colour) and on the
smallest phone: a drawing is at most 340 units wide, and never made larger.
"""

import re
from functools import lru_cache
from typing import Any

from reporting.charts.rules.pictures import Bar, Picture, PictureKind

WIDTH = 100
"""Of the plot itself, in its own units; labels stand beside it."""
STEP = 26
PADDING = {"left": 2, "right": 36, "top": 2, "bottom": 2}
INK = "#14505c"
FONT = "Source Sans 3, sans-serif"
OPENING = re.compile(r"<svg [^>]*?(width=\"\d+\" height=\"\d+\" viewBox=\"[^\"]+\")[^>]*>")
ROLES = re.compile(r' (?:role|aria-(?!hidden)[a-z]+)="[^"]*"')
"""To a reader the drawing is one picture, so nothing within it has a role."""


def draw(picture: Picture, key: str, title: str, description: str) -> str:
    """An ``svg`` element with its title and description, for ``key``, unique on its page.

    The first drawing of a process takes seconds, since it starts a JavaScript engine; call it in a
    thread. ``title`` and ``description`` are escaped here.
    """
    drawn = _render(picture.kind, tuple(picture.drawn))
    opening = OPENING.match(drawn)
    if opening is None:
        raise ValueError("Vega gave no svg element")
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {opening[1]} role="img" class="rp-picture"'
        f' aria-labelledby="{key}-title {key}-text">'
        f'<title id="{key}-title">{_escaped(title)}</title>'
        f'<desc id="{key}-text">{_escaped(description)}</desc>'
    )
    return head + drawn[opening.end() :]


@lru_cache(maxsize=256)
def _render(kind: PictureKind, bars: tuple[Bar, ...]) -> str:
    import vl_convert  # 80 MB, which only a page with pictures needs

    svg: str = vl_convert.vegalite_to_svg(_specification(kind, bars))
    return ROLES.sub("", svg)


def _specification(kind: PictureKind, bars: tuple[Bar, ...]) -> dict[str, Any]:
    import altair  # seconds of imports, which only a page with pictures needs

    rows = [
        {
            "label": bar.short or bar.label,
            "value": bar.value,
            "origin": bar.origin,
            "target": bar.target,
            "order": number,
        }
        for number, bar in enumerate(bars)
    ]
    data = altair.InlineData(values=rows)
    if kind is PictureKind.VAN_NAAR:
        square = altair.Chart(data).encode(
            x=altair.X("target:N", title="naar", axis=altair.Axis(orient="top", labelAngle=-60)),
            y=altair.Y("origin:N", title="van"),
        )
        chart = square.mark_rect(fill="white", stroke=INK) + square.mark_text().encode(
            text="value:Q", size=altair.value(13)
        )
        return _styled(chart.properties(width={"step": STEP + 4}, height={"step": STEP}))
    flat = altair.Chart(data).encode(
        y=altair.Y("label:N", title=None, sort=altair.EncodingSortField("order")),
        x=altair.X("value:Q", title=None, axis=None),
    )
    chart = flat.mark_bar(color=INK, size=16) + flat.mark_text(align="left", dx=4).encode(
        text=altair.Text("value:Q", format="d"), size=altair.value(13)
    )
    return _styled(chart.properties(width=WIDTH, height={"step": STEP}))


def _styled(chart: Any) -> dict[str, Any]:
    styled: dict[str, Any] = (
        chart.configure(
            font=FONT, background="white", padding={"left": 2, "right": 36, "top": 2, "bottom": 2}
        )
        .configure_view(stroke=None)
        .configure_axis(labelFontSize=13, labelLimit=190, domain=False, ticks=False)
        .to_dict()
    )
    return styled


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
