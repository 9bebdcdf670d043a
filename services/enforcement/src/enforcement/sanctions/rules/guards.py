"""Guards of the sanction procedure: why a step may not be taken yet."""

from dataclasses import dataclass
from datetime import date

from chassis.messages import lazy
from enforcement.cases.rules import Attempt
from enforcement.hearings.rules import left_no_time
from enforcement.sanctions.rules.states import SanctionState


@dataclass(frozen=True, slots=True)
class SanctionFile:
    """``defence_until`` is the legal last day for a defence; ``hearing_on`` the day of the
    hearing, to which an invitation that arrived on ``invited_on`` invites; it left until
    ``notice_until`` to prepare.

    ``defence_final``: the owner said that nothing more will come. ``takes_effect`` is true once a
    notified decision restricts the premises; ``may_be_lifted`` once it is one that can be lifted.
    ``contested``: somebody went to the Council of State; ``appealed``: it has still to rule.
    ``effect_until`` is the day of its end, if any. ``complied`` is what the police last said.
    """

    state: SanctionState
    warned: bool = False
    next_finding: bool = False
    heard: bool = False
    defence_until: date | None = None
    defence_final: bool = False
    hearing_on: date | None = None
    invited_on: date | None = None
    notice_until: date | None = None
    takes_effect: bool = False
    may_be_lifted: bool = False
    effect_until: date | None = None
    complied: bool | None = None
    sequel: bool = False
    contested: bool = False
    appealed: bool = False
    undelivered: bool = False
    decided: bool = True


def needs_warning(file: SanctionFile, _attempt: Attempt) -> str | None:
    if not file.warned:
        return lazy("Er is nog geen waarschuwing met een uittreksel van de regel verstuurd.")
    return None


def needs_next_finding(file: SanctionFile, _attempt: Attempt) -> str | None:
    if not file.next_finding:
        return lazy("Er is nog geen volgende vaststelling na de waarschuwing.")
    return None


def needs_hearing_opportunity(file: SanctionFile, _attempt: Attempt) -> str | None:
    if not file.heard:
        return lazy("De eigenaar kreeg nog geen kans om gehoord te worden.")
    return None


def needs_end_of_defence(file: SanctionFile, attempt: Attempt) -> str | None:
    return defence_runs(file, attempt.today)


def defence_runs(file: SanctionFile, day: date) -> str | None:
    """The reason (Dutch) why nothing may be decided on a day, or None.

    A hearing within the term does not end it: the owner may still write, unless he said that
    nothing more will come.
    """
    if file.defence_final:
        return None
    last = max((day for day in (file.defence_until, file.hearing_on) if day), default=None)
    if last is None or day <= last:
        return lazy(
            "De eigenaar kan zich nog verweren. Wacht tot de termijn en de hoorzitting om zijn."
        )
    return None


def left_time_to_come(file: SanctionFile, _attempt: Attempt) -> str | None:
    """Nobody is blamed for staying away from a hearing for which the letter left no time."""
    return left_no_time(file.hearing_on, file.invited_on, file.notice_until)


def has_something_to_check(file: SanctionFile, attempt: Attempt) -> str | None:
    if not file.takes_effect:
        return lazy("Deze beslissing legt niets op dat de politie kan controleren.")
    if file.effect_until is not None and file.effect_until < attempt.today:
        return lazy("De sanctie is al voorbij. Er is niets te controleren.")
    return None


def was_not_respected(file: SanctionFile, _attempt: Attempt) -> str | None:
    if file.complied is not False:
        return lazy("De politie stelde niet vast dat de sanctie niet nageleefd wordt.")
    return None


def has_its_sequel(file: SanctionFile, _attempt: Attempt) -> str | None:
    if file.complied is False and not file.sequel:
        return lazy("De sanctie werd niet nageleefd. Zeg eerst welk gevolg dat krijgt.")
    return None


def has_something_to_lift(file: SanctionFile, attempt: Attempt) -> str | None:
    if not file.may_be_lifted:
        return lazy(
            "Door dit dossier is het pand niet gesloten of geschorst. Er is niets op te heffen."
        )
    if file.effect_until is not None and file.effect_until < attempt.today:
        return lazy("De sanctie is al voorbij. Er is niets op te heffen.")
    return None


def was_decided(file: SanctionFile, _attempt: Attempt) -> str | None:
    if not file.decided:
        return lazy("In dit dossier is er geen beslissing.")
    return None


def is_not_contested(file: SanctionFile, _attempt: Attempt) -> str | None:
    if file.contested:
        return lazy("Tegen deze beslissing is er al een beroep bij de Raad van State.")
    return None


def awaits_the_council(file: SanctionFile, _attempt: Attempt) -> str | None:
    if not file.appealed:
        return lazy("Er loopt geen beroep bij de Raad van State.")
    return None
