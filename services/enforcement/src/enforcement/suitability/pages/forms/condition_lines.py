"""Conditions as a form holds them: one per line, with its own last day between brackets."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from chassis.refusals import FieldRefusedError
from enforcement.suitability import labels
from enforcement.suitability.rules import condition_code

LINE = re.compile(r"^(?P<words>.*?)\s*\((?P<day>\d{1,2}/\d{1,2}/\d{4})\)$")


def written(conditions: Mapping[str, date | None]) -> str:
    """Conditions by code with their last day, as text for the form."""
    return "\n".join(
        labels.condition(code) + (f" ({day:%d/%m/%Y})" if day else "")
        for code, day in conditions.items()
    )


def read_conditions(text: str) -> tuple[Sequence[str], dict[str, date]]:
    """The codes, and the last day of those that have one. Raises ``FieldRefusedError``."""
    codes: dict[str, None] = {}
    due: dict[str, date] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        dated = LINE.match(line)
        code = condition_code(dated["words"] if dated else line)
        codes[code] = None
        if dated:
            due[code] = _day(dated["day"])
    return list(codes), due


def _day(text: str) -> date:
    try:
        day, month, year = map(int, text.split("/"))
        return date(year, month, day)
    except ValueError:
        reason = f"'{text}' is geen dag. Schrijf een dag als 31/12/2026."
        raise FieldRefusedError("conditions", reason) from None
