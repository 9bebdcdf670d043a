"""Rows of what follows, in the forms of the register: read, filled in, and faults put at them."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from chassis.refusals import RefusedError
from chassis.web.pages import Form
from chassis.web.pages.languages import mark
from reporting.regie.rules.minutes import MOST_LINES, FollowUp

ROWS = range(1, MOST_LINES + 1)
LEAST, SPARE = 5, 3
"""Rows that are shown at least, and empty ones below what follows already."""
CELLS = {"what": "wat", "by": "wie", "due": "tegen"}
FAULT = re.compile(r"followUp\.(\d+)\.(what|by|due)")

_WHAT: Any = {f"wat{row}": (str, "") for row in ROWS}
_BY: Any = {f"wie{row}": (str, "") for row in ROWS}
_DUE: Any = {f"tegen{row}": (date | None, None) for row in ROWS}
NEW_ROWS: dict[str, Any] = _WHAT | _BY | _DUE
"""Fields of a form for ``create_model``; what is new is never done yet."""
KNOWN_ROWS: dict[str, Any] = NEW_ROWS | {f"klaar{row}": (bool, False) for row in ROWS}


def read_rows(form: Form[Any]) -> tuple[FollowUp, ...]:
    """Rows that were filled in; one that lacks something says so in the errors of the form."""
    found = []
    for row in used_rows(form):
        cells = {name: getattr(form.model, f"{cell}{row}") for name, cell in CELLS.items()}
        for name, value in cells.items():
            if not value:
                text = mark("Vul in wat er gebeurt, wie het doet en tegen wanneer.")
                form.errors[f"{CELLS[name]}{row}"] = text
        found.append(FollowUp(**cells, done=getattr(form.model, f"klaar{row}", False)))
    return tuple(found)


def used_rows(form: Form[Any]) -> list[int]:
    """The rows in which anything was filled in."""
    return [row for row in ROWS if any(form.value(f"{cell}{row}") for cell in CELLS.values())]


def shown_rows(form: Form[Any]) -> Sequence[int]:
    return ROWS[: max(LEAST, max(used_rows(form), default=0) + SPARE)]


def filled_rows(follow_up: Sequence[FollowUp]) -> dict[str, list[str]]:
    """Values of the form for what the register has."""
    values: dict[str, list[str]] = {}
    for row, each in enumerate(follow_up, start=1):
        values |= {f"wat{row}": [each.what], f"wie{row}": [each.by], f"tegen{row}": [str(each.due)]}
        values |= {f"klaar{row}": ["true"]} if each.done else {}
    return values


def refuse(form: Form[Any], refusal: RefusedError, fields: dict[str, str]) -> None:
    """The register's faults at the rows and fields of the form.

    ``fields`` are those of the form by the register's, where they differ.
    """
    said: Form[Any] = Form()
    said.refuse(refusal)
    rows = used_rows(form)
    for field, reason in said.errors.items():
        row = FAULT.fullmatch(field)
        name = f"{CELLS[row[2]]}{rows[int(row[1])]}" if row else fields.get(field, field)
        form.errors.setdefault(name, reason)
