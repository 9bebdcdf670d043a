"""The waterfall of one pair as a picture: each field a bar of bits, the sum at the foot."""

from collections.abc import Callable, Iterable
from html import escape
from typing import Final

from linkage.explanation import Strength, bars
from linkage.match_weights import WaterfallStep

ROW: Final = 24
LABEL, WIDTH, BITS = 200, 400, 60
"""Pixels of a row, and of the three columns."""
FOR, AGAINST, CORRECTION, TOTAL = "#1d70b8", "#d4351c", "#6f777b", "#0b0c0c"


def _name(step: WaterfallStep) -> str:
    return f"{step.field}: {step.level}"


def svg(
    steps: Iterable[WaterfallStep],
    name: Callable[[WaterfallStep], str] = _name,
    total_name: str = "total",
) -> str:
    """An SVG document by itself, the weightiest step first. ``name`` and ``total_name`` give the
    words beside a bar, in any language; no value of a field is in it."""
    drawn = bars(steps)
    ends = [0.0, *(bar.total for bar in drawn)]
    low, high = min(ends), max(ends)
    scale = WIDTH / (high - low) if high > low else 0.0

    def place(bits: float) -> float:
        return LABEL + (bits - low) * scale

    rows = []
    for number, (bar, begin) in enumerate(zip(drawn, ends, strict=False)):
        corrects = bar.strength is Strength.CORRECTION
        colour = CORRECTION if corrects else FOR if bar.step.bits > 0 else AGAINST
        span = (place(min(begin, bar.total)), place(max(begin, bar.total)))
        rows.append(_row(number, name(bar.step), bar.step.bits, span, colour))
    total = ends[-1]
    span = (place(min(0.0, total)), place(max(0.0, total)))
    rows.append(_row(len(drawn), total_name, total, span, TOTAL))
    height, zero = ROW * len(rows), place(0.0)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{LABEL + WIDTH + BITS}" '
        f'height="{height}" font-family="sans-serif" font-size="13">'
        f"<title>{escape(total_name)} {total:+.1f}</title>"
        f'<path d="M{zero:.1f} 0V{height}" stroke="{CORRECTION}"/>{"".join(rows)}</svg>'
    )


def _row(number: int, name: str, bits: float, span: tuple[float, float], colour: str) -> str:
    top, (left, right) = ROW * number, span
    base = top + 16
    return (
        f'<text x="0" y="{base}">{escape(name)}</text>'
        f'<rect x="{left:.1f}" y="{top + 4}" width="{max(right - left, 1.0):.1f}" '
        f'height="{ROW - 8}" fill="{colour}"/>'
        f'<text x="{LABEL + WIDTH + BITS}" y="{base}" text-anchor="end">{bits:+.1f}</text>'
    )
