"""Read what the college decided from a file of its own system: all of it or nothing.

A table with semicolons or commas, UTF-8, its first line ``dossier``, ``vergadering``, ``besluit``
and ``nummer``, in any order; other columns are left. A day is 2026-03-06 or 06/03/2026.
"""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, FieldsRefusedError, RefusedError
from enforcement.acts.act import Act
from enforcement.acts.desk import Desk
from enforcement.cases.store.timeline import By
from enforcement.mayor_measures import store as measures
from enforcement.mayor_measures.acts.college import ConfirmOrder, RefuseOrder
from enforcement.mayor_measures.desk import MEASURES
from enforcement.meetings.rules import CollegeOutcome
from enforcement.street_bans import store as street_bans
from enforcement.street_bans.acts.college import ConfirmBan
from enforcement.street_bans.desk import STREET_BANS
from enforcement.street_bans.rules import Confirmation

COLUMNS = ("dossier", "vergadering", "besluit", "nummer")
FILE = "bestand"
MOST_LINES, LONGEST_NUMBER = 200, 40
DAY = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)"
    r"|(?P<day_first>\d\d?)/(?P<month_first>\d\d?)/(?P<year_first>\d{4})"
)


@dataclass(frozen=True, slots=True)
class Decision:
    """A line of the file; ``number`` is that of the case, ``decided`` that of the decision."""

    line: int
    number: str
    meeting_on: date
    outcome: CollegeOutcome
    decided: str


def parse(text: str) -> list[Decision]:
    """Raises ``FieldRefusedError`` that names the first line that is wrong."""
    lines = text.removeprefix("\ufeff").splitlines()
    if len(lines) > MOST_LINES + 1:
        raise _wrong(lazy("Een bestand heeft hoogstens %(most)s besluiten.", most=MOST_LINES))
    mark = ";" if lines and ";" in lines[0] else ","
    table = csv.DictReader(io.StringIO("\n".join(lines)), delimiter=mark)
    if not {*COLUMNS} <= {*(table.fieldnames or ())}:
        columns = ", ".join(COLUMNS)
        raise _wrong(lazy("De eerste lijn moet deze kolommen noemen: %(all)s.", all=columns))
    decisions = [_decision(line, said) for line, said in enumerate(table, start=2)]
    if not decisions:
        raise _wrong(lazy("In dit bestand staat geen besluit."))
    return decisions


async def record_decisions(tx: Transaction, decisions: list[Decision], by: By) -> None:
    """By the acts that the pages of the cases take. Raises ``FieldRefusedError``: then none is."""
    waiting: Mapping[str, tuple[Desk[Any], UUID]] = {
        **{each.number: (MEASURES, each.case_id) for each in await measures.unconfirmed(tx)},
        **{each.number: (STREET_BANS, each.case_id) for each in await street_bans.unconfirmed(tx)},
    }
    async with tx.savepoint():
        for each in decisions:
            if each.number not in waiting:
                reason = lazy("Geen bevel van dit dossier wacht op het college.")
                raise _wrong_line(each.line, each.number, reason)
            desk, case_id = waiting[each.number]
            act = _of_measure(each) if desk is MEASURES else _of_ban(each)
            try:
                await desk.take(tx, case_id, by, act)
            except FieldsRefusedError as refusal:
                raise _wrong_line(each.line, each.number, refusal.errors[0].reason) from None
            except RefusedError as refusal:
                raise _wrong_line(each.line, each.number, refusal.reason) from None


def _of_measure(said: Decision) -> Act:
    if said.outcome is CollegeOutcome.BEVESTIGD:
        return ConfirmOrder(meeting_on=said.meeting_on, decision=said.decided)
    adjourned = said.outcome is CollegeOutcome.UITGESTELD
    return RefuseOrder(meeting_on=said.meeting_on, decision=said.decided, adjourned=adjourned)


def _of_ban(said: Decision) -> Act:
    outcome = Confirmation(said.outcome.value)
    return ConfirmBan(outcome=outcome, meeting_on=said.meeting_on, decision=said.decided)


def _decision(line: int, said: Mapping[str, str | None]) -> Decision:
    number, meeting_on, outcome, decided = ((said[name] or "").strip() for name in COLUMNS)
    day = _day(meeting_on)
    if day is None:
        reason = lazy("Schrijf de dag van de vergadering als 2026-03-06 of 06/03/2026.")
        raise _wrong_line(line, number, reason)
    code = outcome.casefold().replace(" ", "_")
    if code not in {*CollegeOutcome}:
        reason = lazy("Een besluit is “bevestigd”, “niet bevestigd” of “uitgesteld”.")
        raise _wrong_line(line, number, reason)
    if not 3 <= len(decided) <= LONGEST_NUMBER:
        raise _wrong_line(line, number, lazy("Geef het nummer van het besluit."))
    return Decision(line, number, day, CollegeOutcome(code), decided)


def _day(said: str) -> date | None:
    parts = DAY.fullmatch(said)
    if parts is None:
        return None
    try:
        return date(
            *(int(parts[name] or parts[f"{name}_first"]) for name in ("year", "month", "day"))
        )
    except ValueError:  # the 31st of February
        return None


def _wrong_line(line: int, number: str, why: str) -> FieldRefusedError:
    blanks = {"line": line, "number": number, "why": why}
    return _wrong(lazy("Lijn %(line)s, dossier %(number)s: %(why)s", **blanks))


def _wrong(reason: str) -> FieldRefusedError:
    return FieldRefusedError(FILE, reason)
