"""The kinds of reports that the city makes, read once from ``data/report_kinds.yaml``."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files

import yaml

from reporting.periods.rules import Period
from reporting.report_register.rules.kind import Kind


@cache
def every() -> tuple[Kind, ...]:
    """All of them; a code stands again where its content changed from a day on."""
    text = files("reporting").joinpath("data/report_kinds.yaml").read_text("utf-8")
    return tuple(Kind.read(row) for row in yaml.safe_load(text)["kinds"])


def for_period(code: str, period: Period) -> Kind | None:
    """The kind of this code that holds for the period; else the newest of the code, or None."""
    of_code = [kind for kind in every() if kind.code == code]
    return next(
        (kind for kind in of_code if kind.holds_for(period)), of_code[-1] if of_code else None
    )


def on(day: date) -> Mapping[str, Kind]:
    """By code, the kinds that hold on a day."""
    return {
        kind.code: kind
        for kind in every()
        if kind.valid_from <= day and (kind.valid_until is None or day <= kind.valid_until)
    }
