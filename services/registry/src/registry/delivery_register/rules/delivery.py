"""States and steps of a delivery (handbook §2.10), and its terms.

``open → opgeladen → gevalideerd | fouten → ingediend → aanvaard → geintegreerd → bevroren``. A file
is read and judged in the request that brings it, so ``open`` and ``opgeladen`` are passed through
and never kept. What is accepted is ``aanvaard`` until its day, and told then. Beside that way a
delivery may be sent back, be withdrawn before it is signed, give way to a later revision, change
nothing of what was told, or lapse unsigned.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum

from chassis.days import city_day, day_start
from registry.minimum_format.rules.records import Period


class State(StrEnum):
    OPEN = "open"
    OPGELADEN = "opgeladen"
    GEVALIDEERD = "gevalideerd"
    FOUTEN = "fouten"
    INGEDIEND = "ingediend"
    TERUGGESTUURD = "teruggestuurd"
    AANVAARD = "aanvaard"
    GEINTEGREERD = "geintegreerd"
    BEVROREN = "bevroren"
    INGETROKKEN = "ingetrokken"
    VERVANGEN = "vervangen"
    """A later revision of the period took its place."""
    ZONDER_GEVOLG = "zonder_gevolg"
    """Accepted, and the figures that were told stand. Its rows are the register as it is now."""
    VERLOPEN = "verlopen"
    """Nobody signed it, or accepted what was signed, before its rows had to go."""


class Step(StrEnum):
    """Names as in the address of the step, where somebody takes it."""

    SUBMISSION = "submission"
    WITHDRAWAL = "withdrawal"
    ACCEPTANCE = "acceptance"
    RETURN = "return"
    REDELIVERY = "redelivery"
    """A new upload of the same period: a delivery of its own."""
    INTEGRATION = "integration"
    CONCLUSION = "conclusion"
    """The figures that were told of the period stand."""
    FREEZE = "freeze"
    REPLACEMENT = "replacement"
    LAPSE = "lapse"
    """The term of its rows is over, and they are destroyed."""


class Reason(StrEnum):
    """The reason to deliver again after the year was frozen: a code, no free text (DP-19)."""

    FOUT_IN_BRON = "fout_in_bron"
    LAATTIJDIGE_GEGEVENS = "laattijdige_gegevens"
    FOUT_IN_VERWERKING = "fout_in_verwerking"


class ReturnReason(StrEnum):
    """The reason to send a delivery back, a code: the study department writes of no client."""

    ONVOLLEDIG = "onvolledig"
    CIJFERS_ONWAARSCHIJNLIJK = "cijfers_onwaarschijnlijk"
    VERKEERD_BESTAND = "verkeerd_bestand"
    NIET_TE_BESCHERMEN = "niet_te_beschermen"
    """Its figures cannot be published beside what was published before."""


S = State
DRAFTS = frozenset({S.OPEN, S.OPGELADEN, S.GEVALIDEERD, S.FOUTEN, S.TERUGGESTUURD})
"""Not signed, or not any more: of no weight until the organisation signs."""
WAITING = frozenset({S.INGEDIEND, S.AANVAARD})
"""Signed, and not told yet."""
COUNTED = frozenset({S.GEINTEGREERD, S.BEVROREN})
"""The figures of the period are those of this delivery."""
STANDING = COUNTED | {S.ZONDER_GEVOLG}
"""Accepted for good: what was told of the period, and what puts its rows right beside that."""
OVER = frozenset({S.INGETROKKEN, S.VERVANGEN, S.ZONDER_GEVOLG, S.VERLOPEN})

TRANSITIONS: Mapping[tuple[State, Step], State] = {
    (S.GEVALIDEERD, Step.SUBMISSION): S.INGEDIEND,
    (S.TERUGGESTUURD, Step.SUBMISSION): S.INGEDIEND,
    **{(state, Step.WITHDRAWAL): S.INGETROKKEN for state in DRAFTS},
    (S.INGEDIEND, Step.ACCEPTANCE): S.AANVAARD,
    **{(state, Step.RETURN): S.TERUGGESTUURD for state in WAITING},
    (S.AANVAARD, Step.INTEGRATION): S.GEINTEGREERD,
    (S.AANVAARD, Step.CONCLUSION): S.ZONDER_GEVOLG,
    (S.GEINTEGREERD, Step.FREEZE): S.BEVROREN,
    **{(state, Step.REPLACEMENT): S.VERVANGEN for state in (*DRAFTS, *WAITING, *STANDING)},
    **{(state, Step.LAPSE): S.VERLOPEN for state in (*DRAFTS, *WAITING)},
}
REPLACES: Mapping[Step, frozenset[State]] = {
    Step.REDELIVERY: DRAFTS,
    Step.SUBMISSION: WAITING,
    Step.INTEGRATION: STANDING,
    Step.CONCLUSION: frozenset({S.ZONDER_GEVOLG}),
}
"""The states in which other revisions of a period give way when one takes this step.

An upload replaces drafts alone: what was signed stands until something else is signed, and what was
counted until something else is counted, whatever is uploaded meanwhile. What ends beside told
figures replaces only what ended so before it.
"""
TAKEN_BY_PEOPLE = (Step.SUBMISSION, Step.ACCEPTANCE, Step.RETURN, Step.WITHDRAWAL)


def is_known(state: str) -> bool:
    """Not of a later release, which may have written it while this one still runs."""
    return state in frozenset[str](State)


def allowed(state: State) -> tuple[Step, ...]:
    """The steps that somebody may take; none with a delivery that is over, or not known here."""
    if state in OVER or not is_known(state):
        return ()
    steps = (step for step in TAKEN_BY_PEOPLE if (state, step) in TRANSITIONS)
    return (*steps, Step.REDELIVERY)


def first_day(period: Period) -> date:
    return date(period.year, 7 if period.half == 2 else 1, 1)


def last_day(period: Period) -> date:
    first_of_next = date(period.year, 7, 1) if period.half == 1 else date(period.year + 1, 1, 1)
    return first_of_next - timedelta(days=1)


def deadline(period: Period, deadline_days: int) -> date:
    """The last day on which a delivery of the period is in time."""
    return last_day(period) + timedelta(days=deadline_days)


def is_late(period: Period, now: datetime, deadline_days: int) -> bool:
    return city_day(now) > deadline(period, deadline_days)


def late_from(period: Period, deadline_days: int) -> datetime:
    """The first moment at which a delivery of the period is late."""
    return day_start(deadline(period, deadline_days) + timedelta(days=1))


def has_begun(period: Period, now: datetime) -> bool:
    return city_day(now) >= first_day(period)


def is_over(period: Period, now: datetime) -> bool:
    return city_day(now) > last_day(period)
