"""Lines of text in which a page asks for what a program lists: rooms, documents, conditions.

A condition has its own last day between brackets.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated

from pydantic import StringConstraints

from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from chassis.web.pages.languages import mark
from enforcement.suitability import labels
from enforcement.suitability.rules import condition_code

Lines = Annotated[str, StringConstraints(max_length=4000)]
CONDITION_LINES = mark(
    "Eén per lijn, in enkele woorden, zonder personen. Een eigen laatste dag zet je erachter, "
    "tussen haakjes: (31/12/2026)."
)
DATED = re.compile(r"^(?P<words>.*?)\s*\((?P<day>\d{1,2}/\d{1,2}/\d{4})\)$")


def lines(text: str) -> list[str]:
    """Those that are not empty."""
    return [line.strip() for line in text.splitlines() if line.strip()]


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
    for line in lines(text):
        dated = DATED.match(line)
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
        reason = lazy("'%(text)s' is geen dag. Schrijf een dag als 31/12/2026.", text=text)
        raise FieldRefusedError("conditions", reason) from None
