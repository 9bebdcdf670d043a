"""Read what the college decided from a file of its own system: all of it or nothing.

A table with semicolons or commas, UTF-8, its first line ``dossier``, ``vergadering``, ``besluit``
and ``nummer``, in any order; other columns are left. A day is 2026-03-06 or 06/03/2026. Every line
is checked before anything is recorded, and once more when it is.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from chassis.db import Transaction
from chassis.messages import LazyMessage, lazy
from chassis.refusals import FieldRefusedError, FieldsRefusedError, RefusedError
from chassis.uploads import Fault, Limits, UnreadableFileError
from chassis.uploads.parser import decoded
from enforcement.acts.act import Act
from enforcement.acts.desk import Desk
from enforcement.cases.store.timeline import By
from enforcement.mayor_measures import store as measures
from enforcement.mayor_measures.acts.college import ConfirmOrder, RefuseOrder
from enforcement.mayor_measures.desk import MEASURES
from enforcement.meetings import store as meetings
from enforcement.meetings.rules import CollegeOutcome
from enforcement.street_bans import store as street_bans
from enforcement.street_bans.acts.college import ConfirmBan
from enforcement.street_bans.desk import STREET_BANS
from enforcement.street_bans.rules import Confirmation

COLUMNS = ("dossier", "vergadering", "besluit", "nummer")
FILE = "bestand"
MOST_LINES, LONGEST_NUMBER, LONGEST_TEXT = 200, 40, 40_000
UNREADABLE = UnreadableFileError(Fault.NO_TEXT, Limits(rows=MOST_LINES)).text
OF_THE_COUNCIL = "kennisgenomen"
DAY = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)"
    r"|(?P<day_first>\d\d?)/(?P<month_first>\d\d?)/(?P<year_first>\d{4})",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Decision:
    """A line of the file; ``number`` is that of the case, ``decided`` that of the decision."""

    line: int
    number: str
    meeting_on: date
    outcome: CollegeOutcome
    decided: str


@dataclass(frozen=True, slots=True)
class WrongLine:
    """A line that cannot be recorded; ``line`` as an editor numbers it, ``number`` of its case."""

    line: int
    number: str
    why: str

    @property
    def told(self) -> LazyMessage:
        blanks = {"line": self.line, "number": self.number, "why": self.why}
        if not self.number:
            return lazy("Lijn %(line)s: %(why)s", line=self.line, why=self.why)
        return lazy("Lijn %(line)s, dossier %(number)s: %(why)s", **blanks)


@dataclass(frozen=True, slots=True)
class Checked:
    """The lines of a file. With one that is wrong, none of them is recorded."""

    decisions: Sequence[Decision]
    wrong: Sequence[WrongLine]


class _UndoneError(Exception):
    """What was tried is not to stay."""


def text_of(data: bytes) -> str:
    """What a file says. Raises ``FieldRefusedError``."""
    try:
        text, _ = decoded(data, Limits(rows=MOST_LINES))
    except UnreadableFileError as error:
        raise FieldRefusedError(FILE, error.text) from None
    return text


def parse(text: str) -> tuple[list[Decision], list[WrongLine]]:
    """Raises ``FieldRefusedError`` for what is no table of decisions at all."""
    text = text.removeprefix("\ufeff")
    if len(text.replace("\r", "")) > LONGEST_TEXT:  # a form sends each break of a line as two
        raise _wrong(lazy("Een bestand heeft hoogstens %(most)s tekens.", most=LONGEST_TEXT))
    if "\x00" in text:
        raise _wrong(UNREADABLE)
    mark = ";" if ";" in text.partition("\n")[0] else ","
    decisions: list[Decision] = []
    wrong: list[WrongLine] = []
    columns: list[str] | None = None
    for line, cells in _rows(text, mark):
        if columns is None:
            columns = _columns(cells if isinstance(cells, list) else [])
            continue
        if isinstance(cells, list) and not any(cell.strip() for cell in cells):
            continue
        if len(decisions) + len(wrong) == MOST_LINES:
            raise _wrong(lazy("Een bestand heeft hoogstens %(most)s besluiten.", most=MOST_LINES))
        said = cells if isinstance(cells, WrongLine) else _said(line, columns, cells)
        if isinstance(said, Decision):
            said = _but_once(said, decisions)
        if isinstance(said, Decision):
            decisions.append(said)
        else:
            wrong.append(said)
    if columns is None:
        _columns([])
    if not decisions and not wrong:
        raise _wrong(lazy("In dit bestand staat geen besluit."))
    return decisions, wrong


async def check_decisions(tx: Transaction, text: str, by: By) -> Checked:
    """What recording this file would refuse, line by line: nothing is recorded.

    Raises ``FieldRefusedError`` for what is no table of decisions at all.
    """
    return await _try(tx, text, by, stays=False)


async def record_decisions(tx: Transaction, text: str, by: By) -> Checked:
    """By the acts that the pages of the cases take; where a line is wrong, none is taken.

    Raises ``FieldRefusedError`` for what is no table of decisions at all.
    """
    return await _try(tx, text, by, stays=True)


async def _try(tx: Transaction, text: str, by: By, *, stays: bool) -> Checked:
    decisions, wrong = parse(text)
    try:
        async with tx.savepoint():
            wrong += await _take(tx, decisions, by)
            if wrong or not stays:
                raise _UndoneError
    except _UndoneError:
        pass
    return Checked(decisions, sorted(wrong, key=lambda each: each.line))


async def _take(tx: Transaction, decisions: Sequence[Decision], by: By) -> list[WrongLine]:
    """Those that their procedure refuses; the others are taken."""
    waiting: Mapping[str, tuple[Desk[Any], UUID]] = {
        **{each.number: (MEASURES, each.case_id) for each in await measures.unconfirmed(tx)},
        **{each.number: (STREET_BANS, each.case_id) for each in await street_bans.unconfirmed(tx)},
    }
    wrong = []
    for each in decisions:
        why = await _not_taken(tx, waiting.get(each.number), each, by)
        if why is not None:
            wrong.append(WrongLine(each.line, each.number, why))
    return wrong


async def _not_taken(
    tx: Transaction, waiting: tuple[Desk[Any], UUID] | None, said: Decision, by: By
) -> str | None:
    """Why a decision is not recorded; None where it is."""
    if waiting is None:
        if await meetings.is_kept(tx, said.meeting_on, said.decided):
            return lazy(
                "Geen bevel van dit dossier wacht op het college. Besluit %(decided)s van die dag "
                "is al vastgelegd.",
                decided=said.decided,
            )
        return lazy("Geen bevel van dit dossier wacht op het college.")
    desk, case_id = waiting
    try:
        await desk.take(tx, case_id, by, _of_measure(said) if desk is MEASURES else _of_ban(said))
    except FieldsRefusedError as refusal:
        return refusal.errors[0].reason
    except RefusedError as refusal:
        return refusal.reason
    return None


def _of_measure(said: Decision) -> Act:
    if said.outcome is CollegeOutcome.BEVESTIGD:
        return ConfirmOrder(meeting_on=said.meeting_on, decision=said.decided)
    adjourned = said.outcome is CollegeOutcome.UITGESTELD
    return RefuseOrder(meeting_on=said.meeting_on, decision=said.decided, adjourned=adjourned)


def _of_ban(said: Decision) -> Act:
    outcome = Confirmation(said.outcome.value)
    return ConfirmBan(outcome=outcome, meeting_on=said.meeting_on, decision=said.decided)


def _rows(text: str, mark: str) -> Iterator[tuple[int, list[str] | WrongLine]]:
    """Each row with the line on which it begins: one with line breaks in a cell takes several."""
    table = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    while True:
        line = table.line_num + 1
        try:
            yield line, next(table)
        except StopIteration:
            return
        except csv.Error:
            why = lazy("Een aanhalingsteken is niet gesloten of staat verkeerd.")
            yield line, WrongLine(line, "", why)


def _columns(names: Sequence[str]) -> list[str]:
    """Raises ``FieldRefusedError``."""
    columns = [name.strip().casefold() for name in names]
    if not {*COLUMNS} <= {*columns}:
        said = ", ".join(COLUMNS)
        raise _wrong(lazy("De eerste lijn moet deze kolommen noemen: %(all)s.", all=said))
    if any(columns.count(name) > 1 for name in COLUMNS):
        raise _wrong(lazy("De eerste lijn noemt een kolom twee keer."))
    return columns


def _said(line: int, columns: Sequence[str], cells: Sequence[str]) -> Decision | WrongLine:
    said = dict(zip(columns, cells, strict=False))
    number, meeting_on, outcome, decided = (said.get(name, "").strip() for name in COLUMNS)
    if len(cells) != len(columns):
        why = lazy(
            "Deze lijn heeft niet evenveel vakken (%(cells)s) als de eerste lijn (%(columns)s).",
            cells=len(cells),
            columns=len(columns),
        )
        return WrongLine(line, number, why)
    day = _day(meeting_on)
    if day is None:
        why = lazy("Schrijf de dag van de vergadering als 2026-03-06 of 06/03/2026.")
        return WrongLine(line, number, why)
    code = outcome.casefold().replace(" ", "_")
    if code == OF_THE_COUNCIL:
        why = lazy(
            "De gemeenteraad bevestigt geen bevel. Leg zijn kennisgeving vast in het dossier zelf."
        )
        return WrongLine(line, number, why)
    if code not in {*CollegeOutcome}:
        why = lazy("Een besluit is “bevestigd”, “niet bevestigd” of “uitgesteld”.")
        return WrongLine(line, number, why)
    if not 3 <= len(decided) <= LONGEST_NUMBER:
        return WrongLine(line, number, lazy("Geef het nummer van het besluit."))
    return Decision(line, number, day, CollegeOutcome(code), decided)


def _but_once(said: Decision, before: Sequence[Decision]) -> Decision | WrongLine:
    for each in before:
        if each.number == said.number:
            why = lazy("Dit dossier staat al op lijn %(line)s.", line=each.line)
            return WrongLine(said.line, said.number, why)
    return said


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


def _wrong(reason: str) -> FieldRefusedError:
    return FieldRefusedError(FILE, reason)
