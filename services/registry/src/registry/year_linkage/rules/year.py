"""The way of one year's linkage: opened by a decision, asked for by one person, done by another."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from chassis.messages import LazyMessage, lazy
from chassis.refusals import FieldRefusedError, NotFoundError, NotPermittedError, RefusedError


class LinkageState(StrEnum):
    OPEN = "open"
    """Organisations take the key, and deliver codes."""
    AANGEVRAAGD = "aangevraagd"
    """Somebody of the study department asks for the join; somebody else must do it."""
    GEKOPPELD = "gekoppeld"
    GESTOPT = "gestopt"
    """Key and codes were destroyed, and nothing was joined."""
    VERLOPEN = "verlopen"
    """Nobody joined the year in time: key and codes were destroyed by their term."""


class Ground(StrEnum):
    """The reason why key and codes of a year were destroyed."""

    GEKOPPELD = "gekoppeld"
    GESTOPT = "gestopt"
    VERLOPEN = "verlopen"


RUNNING = frozenset({LinkageState.OPEN, LinkageState.AANGEVRAAGD})
"""The states in which key and codes exist."""
COMPLETE_FROM = 0.9
"""The share of clients with a code from which a figure needs no remark."""
FEWEST = 2
"""Organisations without which there is nothing to link."""


class NoLinkageError(NotFoundError):
    """No linkage was decided for the year, and this person need know no more."""

    def __init__(self, year: int) -> None:
        reason = lazy("Voor %(year)s is geen koppeling beslist.", year=year)
        super().__init__("Deze koppeling", reason=reason, code="geen-koppeling")


class LinkageOverError(RefusedError):
    """Key and codes are destroyed: nothing links any more."""

    def __init__(self, year: int, state: LinkageState) -> None:
        super().__init__(_over(year, state), code="koppeling-voorbij")


class LinkageRefusedError(RefusedError):
    """The year's linkage does not permit this now; the sentence says what to do first."""

    def __init__(self, reason: LazyMessage) -> None:
        super().__init__(reason, code="koppeling-kan-niet")


class NotMeasuredError(RefusedError):
    """The error of the linkage is not known well enough for anything to be published.

    ``lacks`` are codes of what is missing, with the organisation where it is of one.
    """

    def __init__(self, lacks: Iterable[tuple[str, str | None]] = ()) -> None:
        super().__init__(
            lazy(
                "Hoe ver de koppeling ernaast kan zitten, is niet goed genoeg gemeten. Daarom komt"
                " er geen stadstotaal. Op de pagina van de koppeling staat wat er ontbreekt."
            ),
            code="koppelfout-niet-gemeten",
            extra={
                "lacking": [
                    {"code": code, "organisation": organisation} for code, organisation in lacks
                ]
            },
        )


class SamePersonError(NotPermittedError):
    def __init__(self) -> None:
        super().__init__(
            lazy("Jij vroeg deze koppeling aan. Iemand anders van de studiedienst voert ze uit."),
            code="zelfde-persoon",
        )


def _over(year: int, state: LinkageState) -> LazyMessage:
    if state is LinkageState.GEKOPPELD:
        return lazy(
            "De koppeling van %(year)s is al gebeurd. De sleutel en alle codes zijn vernietigd: een"
            " tweede keer koppelen kan niet.",
            year=year,
        )
    if state is LinkageState.GESTOPT:
        return lazy(
            "De koppeling van %(year)s is gestopt. De sleutel en alle codes zijn vernietigd:"
            " koppelen kan niet meer.",
            year=year,
        )
    return lazy(
        "De termijn van de koppeling van %(year)s is voorbij. De sleutel en alle codes zijn"
        " vernietigd: koppelen kan niet meer.",
        year=year,
    )


def check_running(year: int, state: LinkageState) -> None:
    """Raises ``LinkageOverError``."""
    if state not in RUNNING:
        raise LinkageOverError(year, state)


def check_opening(
    year: int, decided_on: date, today: date, *, is_on: bool, is_frozen: bool
) -> None:
    """Raises ``RefusedError``: linkage is off unless the platform and a dated decision open it."""
    if not is_on:
        reason = lazy(
            "Koppelen staat uit op dit platform. Vraag de beheerder om het aan te zetten."
        )
        raise LinkageRefusedError(reason)
    if decided_on > today:
        raise FieldRefusedError(
            "decidedOn", lazy("Deze dag moet nog komen. Vul de dag van de beslissing in.")
        )
    if today > last_day(year):
        raise LinkageRefusedError(
            lazy(
                "Koppelen van %(year)s kon tot en met 31-12-%(last)s: langer mogen sleutel en codes"
                " niet bestaan.",
                year=year,
                last=last_day(year).year,
            )
        )
    if is_frozen:
        raise LinkageRefusedError(
            lazy(
                "Het jaar %(year)s is al afgesloten: de organisaties leveren geen codes meer.",
                year=year,
            )
        )


def last_day(year: int) -> date:
    """The last day on which key and codes of a year may exist: of the year after it."""
    return date(year + 1, 12, 31)
