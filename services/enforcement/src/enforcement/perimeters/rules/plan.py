"""The plan of an area as a vector picture (SVG): for a page and for the order on paper.

Everything in it stands in attributes, none in a style, so that the strict content security policy
of the pages lets it be; and nothing depends on colour alone.
"""

from collections.abc import Sequence
from string import ascii_uppercase

from markupsafe import Markup, escape
from shapely.geometry.polygon import Polygon

from enforcement.perimeters.rules.area import Area, SparedPlace
from enforcement.perimeters.rules.streets import CityStreets, Point

MARGIN = 12.0
NAMED_AT = 0.27
"""Part of a street at which its name stands: seldom a crossing."""
LEGEND = 24.0
"""Height of the line that says what is what."""
INK, FORBIDDEN, FREE, STREET = "#0b0c0c", "#d4351c", "#00703c", "#b1b4b6"


def marks(carved: Sequence[SparedPlace]) -> list[tuple[str, SparedPlace]]:
    """The places that were cut out of the area, each with its letter on the plan."""
    inside = [each for each in carved if each.inside]
    return [
        (ascii_uppercase[number % 26] * (number // 26 + 1), each)
        for number, each in enumerate(inside)
    ]


def plan(
    city: CityStreets,
    area: Area,
    title: str,
    described: str,
    legend: tuple[str, str],
    *,
    name: str = "plan",
) -> Markup:
    """``described`` is read to whoever does not see the picture.

    ``legend`` says what the red area and what a letter in a circle is; ``name`` tells two plans of
    a page apart.
    """
    xs, ys = zip(*city.territory, strict=True)
    left, top = min(xs) - MARGIN, max(ys) + MARGIN
    width, below = max(xs) - left + MARGIN, top - min(ys) + MARGIN
    height = below + LEGEND

    def at(point: Sequence[float]) -> str:
        return f"{point[0] - left:.1f} {top - point[1]:.1f}"

    def ring(points: Sequence[Sequence[float]]) -> str:
        return "M" + "L".join(at(point) for point in points) + "Z"

    def outline(polygon: Polygon) -> str:
        rings = [polygon.exterior, *polygon.interiors]
        return "".join(ring(list(each.coords)) for each in rings)

    lines = [
        f'<path d="M{"L".join(at(point) for point in street.line)}" fill="none"'
        f' stroke="{STREET}" stroke-width="16" stroke-linecap="square"/>'
        for street in city.streets.values()
    ]
    forbidden = "".join(outline(polygon) for polygon in area.outline.geoms)
    names = [_name(street.line, street.name, left, top) for street in city.streets.values()]
    letters = [_letter(letter, each.at, left, top) for letter, each in marks(area.carved)]
    return Markup(  # noqa: S704  # every text in it is escaped here or by its maker
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}"'
        f' role="img" aria-labelledby="{name}-titel {name}-uitleg">'
        f'<title id="{name}-titel">{escape(title)}</title>'
        f'<desc id="{name}-uitleg">{escape(described)}</desc>'
        f'<rect width="{width:.0f}" height="{height:.0f}" fill="#ffffff"/>'
        f"{''.join(lines)}"
        f'<path d="{forbidden}" fill="{FORBIDDEN}" fill-opacity="0.45" stroke="{FORBIDDEN}"'
        ' stroke-width="2" stroke-dasharray="6 3" fill-rule="evenodd"/>'
        f"{''.join(names)}{''.join(letters)}{_legend(legend, below, width)}</svg>"
    )


def _legend(legend: tuple[str, str], below: float, width: float) -> str:
    forbidden, free = legend
    y, half = below + LEGEND / 2, width / 2
    return (
        f'<rect x="{MARGIN:.1f}" y="{y - 7:.1f}" width="22" height="14" fill="{FORBIDDEN}"'
        f' fill-opacity="0.45" stroke="{FORBIDDEN}" stroke-width="2" stroke-dasharray="6 3"/>'
        f"{_said(forbidden, MARGIN + 30, y)}"
        f'<circle cx="{half:.1f}" cy="{y:.1f}" r="8" fill="#ffffff" stroke="{FREE}"'
        f' stroke-width="2"/>{_said(free, half + 16, y)}'
    )


def _said(text: str, x: float, y: float) -> str:
    return (
        f'<text x="{x:.1f}" y="{y + 4:.1f}" font-size="12" font-family="sans-serif"'
        f' fill="{INK}">{escape(text)}</text>'
    )


def _name(line: Sequence[Point], name: str, left: float, top: float) -> str:
    (ax, ay), (bx, by) = line[0], line[-1]
    x, y = ax + (bx - ax) * NAMED_AT - left, top - ay - (by - ay) * NAMED_AT
    upright = abs(by - ay) > abs(bx - ax)
    turn = f' transform="rotate(-90 {x:.1f} {y:.1f})"' if upright else ""
    return (
        f'<text x="{x:.1f}" y="{y + 4:.1f}" font-size="12" font-family="sans-serif"'
        f' text-anchor="middle" fill="{INK}" stroke="#ffffff" stroke-width="3"'
        f' paint-order="stroke"{turn}>{escape(name)}</text>'
    )


def _letter(letter: str, at: Point, left: float, top: float) -> str:
    x, y = at[0] - left, top - at[1]
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="9" fill="#ffffff" stroke="{FREE}" stroke-width="2"/>'
        f'<text x="{x:.1f}" y="{y + 4:.1f}" font-size="12" font-weight="bold"'
        f' font-family="sans-serif" text-anchor="middle" fill="{FREE}">{escape(letter)}</text>'
    )
