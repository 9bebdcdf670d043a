"""The suitability declaration (geschiktheidsverklaring): handbook §2.1."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from chassis.refusals import StepRefusedError
from enforcement.cases.rules import Attempt, Procedure
from enforcement.legal_terms.rules import Term, counted


class DossierState(StrEnum):
    INGEDIEND = "ingediend"
    ONVOLLEDIG = "onvolledig"
    VOLLEDIG = "volledig"
    IN_ADVIES = "in_advies"
    KLAAR_VOOR_BESLISSING = "klaar_voor_beslissing"
    TOEGEKEND = "toegekend"
    VOORWAARDELIJK_TOEGEKEND = "voorwaardelijk_toegekend"
    VERNIEUWING_LOPEND = "vernieuwing_lopend"
    GESCHORST = "geschorst"
    GEWEIGERD = "geweigerd"
    INGETROKKEN = "ingetrokken"
    VERVALLEN = "vervallen"
    AFGESTAND = "afgestand"
    STOPGEZET = "stopgezet"


class DossierStep(StrEnum):
    """Values are the last part of the step's path in the API."""

    COMPLETENESS = "completeness"
    DISCONTINUATION = "discontinuation"
    ADVICE_REQUESTS = "advice-requests"
    ADVICES = "advices"
    ADVICES_CLOSED = "advices-closed"
    VISITS = "visits"
    HEARING = "hearing"
    DECISION = "decision"
    CONDITIONS_MET = "conditions-met"
    RENEWAL = "renewal"
    SUSPENSION = "suspension"
    LIFTING = "lifting"
    WITHDRAWAL = "withdrawal"
    EXPIRY = "expiry"
    RELINQUISHMENT = "relinquishment"


class AdviceService(StrEnum):
    BRANDWEER = "brandweer"
    STEDENBOUW = "stedenbouw"
    HYGIENE = "hygiene"
    POLITIE_MORALITEIT = "politie_moraliteit"
    STATUTEN = "statuten"


class AdviceOutcome(StrEnum):
    GUNSTIG = "gunstig"
    VOORWAARDELIJK = "voorwaardelijk"
    ONGUNSTIG = "ongunstig"


class AdviceResult(StrEnum):
    """The outcome of an advice as recorded: also none, once its term is over."""

    GUNSTIG = "gunstig"
    VOORWAARDELIJK = "voorwaardelijk"
    ONGUNSTIG = "ongunstig"
    NIET_UITGEBRACHT = "niet_uitgebracht"


class Completeness(StrEnum):
    VOLLEDIG = "volledig"
    ONVOLLEDIG = "onvolledig"


class Decision(StrEnum):
    TOEGEKEND = "toegekend"
    VOORWAARDELIJK_TOEGEKEND = "voorwaardelijk_toegekend"
    GEWEIGERD = "geweigerd"


class LiveDossierError(StepRefusedError):
    """A dossier of the same premises still runs."""

    def __init__(self) -> None:
        super().__init__("Voor dit pand loopt al een dossier. Werk daarin verder.", [])


S, Step = DossierState, DossierStep

REGULATION = "regulation:antwerp"
SANCTION_BASIS = "law:2013-06-24:45"

COMPLETION_TERM = "suitability.completion_days"
DECISION_TERM = "suitability.decision_days"
ADVICE_TERM = "suitability.advice_days"
CONDITIONS_TERM = "suitability.conditions"
VALIDITY_TERM = "suitability.validity_months"
VISIT_TERM = "suitability.yearly_visit"
APPEAL_TERM = "rvs.annulment_days"
UNTIL_DECISION = (DECISION_TERM, ADVICE_TERM, CONDITIONS_TERM)
"""The terms that no longer run once a decision was taken."""

VALID = (S.TOEGEKEND, S.VOORWAARDELIJK_TOEGEKEND, S.VERNIEUWING_LOPEND)
"""The declaration works: rooms accept shifts."""

ENDED = (S.GEWEIGERD, S.INGETROKKEN, S.VERVALLEN, S.AFGESTAND, S.STOPGEZET)
"""Somebody who wants to go on must file a new application."""

COMPLETED = {str(outcome): DossierState(outcome) for outcome in Completeness}
DECISIONS = {str(decision): DossierState(decision) for decision in Decision}
RESUMED = {str(state): state for state in VALID}
"""After a suspension a dossier goes on where it was."""


@dataclass(frozen=True, slots=True)
class DossierFile:
    """``heard``: the owner was heard since the last decision. ``valid_to``: the last valid day.

    ``renewing``: a renewal runs, also while the declaration is suspended.
    """

    state: DossierState
    heard: bool
    advices_requested: int
    advices_awaited: int
    valid_to: date | None = None
    renewing: bool = False


def refusal_needs_hearing(file: DossierFile, attempt: Attempt) -> str | None:
    if attempt.outcome == Decision.GEWEIGERD and not file.heard:
        return "Je kan pas weigeren nadat de aanvrager gehoord is. Leg eerst de hoorzitting vast."
    return None


def withdrawal_needs_hearing(file: DossierFile, _attempt: Attempt) -> str | None:
    if not file.heard:
        return "Je kan pas intrekken nadat de eigenaar gehoord is. Leg eerst de hoorzitting vast."
    return None


def decision_needs_advices(file: DossierFile, _attempt: Attempt) -> str | None:
    if file.advices_awaited:
        return "Er ontbreken nog adviezen. Wacht tot alle adviezen er zijn of hun termijn om is."
    return None


def advice_was_requested(file: DossierFile, _attempt: Attempt) -> str | None:
    if not file.advices_requested:
        return "Er zijn nog geen adviezen gevraagd."
    return None


def validity_is_over(file: DossierFile, attempt: Attempt) -> str | None:
    if file.valid_to is None or attempt.today <= file.valid_to:
        return "De verklaring is nog geldig."
    if file.renewing:
        return "Zolang een vernieuwing loopt, blijft de verklaring geldig."
    return None


SUITABILITY: Procedure[DossierState, DossierStep, DossierFile] = Procedure(
    transitions={
        (S.INGEDIEND, Step.COMPLETENESS): COMPLETED,
        (S.ONVOLLEDIG, Step.COMPLETENESS): COMPLETED,
        (S.ONVOLLEDIG, Step.DISCONTINUATION): S.STOPGEZET,
        (S.VOLLEDIG, Step.ADVICE_REQUESTS): S.IN_ADVIES,
        (S.VOLLEDIG, Step.VISITS): S.VOLLEDIG,
        (S.IN_ADVIES, Step.ADVICE_REQUESTS): S.IN_ADVIES,
        (S.IN_ADVIES, Step.ADVICES): S.IN_ADVIES,
        (S.IN_ADVIES, Step.ADVICES_CLOSED): S.KLAAR_VOOR_BESLISSING,
        (S.IN_ADVIES, Step.VISITS): S.IN_ADVIES,
        (S.IN_ADVIES, Step.HEARING): S.IN_ADVIES,
        (S.KLAAR_VOOR_BESLISSING, Step.DECISION): DECISIONS,
        (S.KLAAR_VOOR_BESLISSING, Step.ADVICES): S.KLAAR_VOOR_BESLISSING,
        (S.KLAAR_VOOR_BESLISSING, Step.VISITS): S.KLAAR_VOOR_BESLISSING,
        (S.KLAAR_VOOR_BESLISSING, Step.HEARING): S.KLAAR_VOOR_BESLISSING,
        (S.VOORWAARDELIJK_TOEGEKEND, Step.CONDITIONS_MET): S.TOEGEKEND,
        (S.VOORWAARDELIJK_TOEGEKEND, Step.RENEWAL): S.VERNIEUWING_LOPEND,
        (S.TOEGEKEND, Step.RENEWAL): S.VERNIEUWING_LOPEND,
        (S.VERNIEUWING_LOPEND, Step.ADVICE_REQUESTS): S.VERNIEUWING_LOPEND,
        (S.VERNIEUWING_LOPEND, Step.ADVICES): S.VERNIEUWING_LOPEND,
        (S.VERNIEUWING_LOPEND, Step.ADVICES_CLOSED): S.VERNIEUWING_LOPEND,
        (S.VERNIEUWING_LOPEND, Step.DECISION): DECISIONS,
        **{(state, Step.VISITS): state for state in (*VALID, S.GESCHORST)},
        **{(state, Step.HEARING): state for state in (*VALID, S.GESCHORST)},
        **{(state, Step.SUSPENSION): S.GESCHORST for state in (*VALID, S.GESCHORST)},
        (S.GESCHORST, Step.LIFTING): RESUMED,
        **{(state, Step.WITHDRAWAL): S.INGETROKKEN for state in (*VALID, S.GESCHORST)},
        # While a renewal runs the declaration stays valid; a refused renewal lets it run out.
        (S.TOEGEKEND, Step.EXPIRY): S.VERVALLEN,
        (S.VOORWAARDELIJK_TOEGEKEND, Step.EXPIRY): S.VERVALLEN,
        (S.GESCHORST, Step.EXPIRY): S.VERVALLEN,
        (S.GEWEIGERD, Step.EXPIRY): S.VERVALLEN,
        **{(state, Step.RELINQUISHMENT): S.AFGESTAND for state in (*VALID, S.GESCHORST)},
    },
    guards={
        Step.ADVICES: (advice_was_requested,),
        Step.DECISION: (decision_needs_advices, refusal_needs_hearing),
        Step.WITHDRAWAL: (withdrawal_needs_hearing,),
        Step.EXPIRY: (validity_is_over,),
    },
    automatic=frozenset({Step.ADVICES_CLOSED, Step.SUSPENSION, Step.EXPIRY}),
)


def validity(
    wanted_from: date | None,
    wanted_to: date | None,
    today: date,
    present_end: date | None,
    term: Term,
) -> tuple[date, date] | None:
    """First and last valid day of a grant; None when that is no period that still runs.

    By default a grant starts today and lasts ``term``. A renewal starts today too, so that no day
    falls between, and adds ``term`` to what was still left (``present_end``).
    """
    first = wanted_from or today
    if wanted_to is not None:
        return (first, wanted_to) if wanted_to >= max(first, today) else None
    left_until = first - timedelta(days=1) if present_end is None else max(present_end, today)
    return first, counted(left_until, term.value or 0, term.unit)
