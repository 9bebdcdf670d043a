"""Drawings of pictures, as SVG: by Vega-Lite, on the server, without a script in the page.

A drawing is about as wide as the smallest phone and never made larger, so its text reads there at
its own size. The same figures give the same bytes.
"""

import re
from functools import lru_cache

from reporting.charts.designs import design
from reporting.charts.rules.pictures import Bar, Picture, PictureKind

OPENING = re.compile(r"<svg [^>]*?(width=\"[\d.]+\" height=\"[\d.]+\" viewBox=\"[^\"]+\")[^>]*>")
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

    svg: str = vl_convert.vegalite_to_svg(design(kind, bars))
    return ROLES.sub("", svg)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
