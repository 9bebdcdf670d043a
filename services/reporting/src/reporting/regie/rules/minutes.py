"""Minutes of a meeting: agenda, decisions, and what follows from it with the day it is due.

Short lines, and no person: partners are organisations and functions, and a line with the number of
a person or a phone, an address of mail or a form of address is refused (DP-19).
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from chassis.messages import lazy
from chassis.refusals import FieldError
from reporting.regie.rules.no_names import NAMES_SOMEBODY, names_somebody

MOST_LINES = 30
LONGEST_LINE = 200


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A task that somebody takes on; ``by`` is the code of a partner, ``due`` the last day."""

    what: str
    by: str
    due: date
    done: bool = False


@dataclass(frozen=True, slots=True)
class Minutes:
    agenda: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    follow_up: tuple[FollowUp, ...] = ()
    next_on: date | None = None

    def with_done(self, number: int) -> "Minutes":
        """The same with the follow-up of that place done; ``IndexError`` when there is none."""
        changed = list(self.follow_up)
        changed[number] = replace(changed[number], done=True)
        return replace(self, follow_up=tuple(changed))


NO_MINUTES = Minutes()


def check_minutes(
    minutes: Minutes, on: date, held: bool, partners: Collection[str]
) -> Iterator[FieldError]:
    """All faults of the minutes of a meeting of that day; ``partners`` are the codes there are."""
    too_early = lazy("Deze dag ligt voor het overleg.")
    for field, lines in (("agenda", minutes.agenda), ("decisions", minutes.decisions)):
        yield from _check_lines(field, lines)
    if minutes.decisions and not held:
        reason = lazy("Beslissingen horen bij een overleg dat doorgegaan is.")
        yield FieldError("decisions", reason)
    yield from check_follow_up(minutes.follow_up, on, partners, too_early)
    if minutes.next_on is not None and minutes.next_on <= on:
        yield FieldError("nextOn", lazy("Het volgende overleg komt na dit overleg."))


def check_follow_up(
    follow_up: Sequence[FollowUp], on: date, partners: Collection[str], too_early: str
) -> Iterator[FieldError]:
    """All faults of what follows from a record of that day."""
    yield from _check_lines("followUp", [each.what for each in follow_up])
    for number, each in enumerate(follow_up):
        if each.by not in partners:
            reason = lazy("Kies een partner uit de lijst. Schrijf geen namen.")
            yield FieldError(f"followUp.{number}.by", reason)
        if each.due < on:
            yield FieldError(f"followUp.{number}.due", too_early)


def _check_lines(field: str, lines: Sequence[str]) -> Iterator[FieldError]:
    if len(lines) > MOST_LINES:
        reason = lazy("Schrijf hoogstens %(number)s lijnen.", number=MOST_LINES)
        yield FieldError(field, reason)
    for number, line in enumerate(lines):
        place = f"{field}.{number}.what" if field == "followUp" else field
        if not 3 <= len(line) <= LONGEST_LINE:
            reason = lazy("Schrijf per lijn 3 tot %(number)s tekens.", number=LONGEST_LINE)
            yield FieldError(place, reason)
        elif names_somebody(line):
            yield FieldError(place, NAMES_SOMEBODY)
