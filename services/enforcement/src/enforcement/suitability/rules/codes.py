"""Codes of a suitability declaration, its terms, and what its states mean."""

import re
import unicodedata
from datetime import date
from enum import StrEnum

from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, StepRefusedError

LONGEST_CODE = 64
MOST_ROOMS = 200
"""Rooms of one house."""
_CODE = re.compile(r"[a-z0-9._:/-]*[a-z][a-z0-9._:/-]*")
_SENTENCE = str.maketrans(dict.fromkeys(",;!?()\"'’‘“”"))


class DossierState(StrEnum):
    """A suspension is no state: it lies over one, for its days.

    ``GESCHORST`` is what releases before wrote of a suspended declaration; lists know the suspended
    ones by it.
    """

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
    HEARING_INVITATION = "hearing-invitation"
    WRITTEN_DEFENCE = "written-defence"
    HEARING = "hearing"
    NO_DEFENCE = "no-defence"
    SILENCE_VOID = "silence-void"
    DECISION = "decision"
    CONDITIONS_MET = "conditions-met"
    CHANGES = "changes"
    CHANGE_ASSESSMENT = "change-assessment"
    RENEWAL = "renewal"
    COUNCIL_APPEAL = "council-appeal"
    COUNCIL_LAWYER = "council-lawyer"
    COUNCIL_FILE = "council-file"
    COUNCIL_RULING = "council-ruling"
    RECONSIDERATION = "reconsideration"
    REFUSAL_STANDS = "refusal-stands"
    APPLICATION_WITHDRAWAL = "application-withdrawal"
    SUSPENSION = "suspension"
    LIFTING = "lifting"
    WITHDRAWAL = "withdrawal"
    REINSTATEMENT = "reinstatement"
    EXPIRY = "expiry"
    RELINQUISHMENT = "relinquishment"
    RETAKE = "retake"
    CORRECTION = "correction"


class Restart(StrEnum):
    """Where a dossier begins anew once its decision was taken back: where it went wrong."""

    ADVIEZEN = "adviezen"
    HOORZITTING = "hoorzitting"
    BESLISSING = "beslissing"


class DayOf(StrEnum):
    """Days that somebody may have noted wrong."""

    HOORZITTING = "hoorzitting"
    KENNISGEVING = "kennisgeving"
    GELDIG_VANAF = "geldig_vanaf"
    GELDIG_TOT = "geldig_tot"
    VRAAG_VERNIEUWING = "vraag_vernieuwing"


class RequestEvidence(StrEnum):
    """What shows the day on which a renewal was asked."""

    POSTSTEMPEL = "poststempel"
    ONTVANGSTBEWIJS = "ontvangstbewijs"
    E_MAIL = "e-mail"
    PANDKALENDER = "pandkalender"


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


class ConditionsMet(StrEnum):
    """Whether conditions are left after some were met."""

    ALLE = "alle"
    DEEL = "deel"


class ChangeKind(StrEnum):
    """Kind of change that an owner tells of premises with a declaration."""

    HOUDER = "houder"
    BEHEERDER = "beheerder"
    RUIMTEN = "ruimten"
    ANDER = "ander"


class ChangeOutcome(StrEnum):
    """``nieuwe_aanvraag``: the declaration does not cover what changed."""

    AANVAARD = "aanvaard"
    NIEUWE_AANVRAAG = "nieuwe_aanvraag"


class NoDeclarationError(StepRefusedError):
    """Only a declaration that works can be renewed, and only its own owner tells what changed."""

    def __init__(self) -> None:
        super().__init__(
            lazy(
                "Voor dit pand loopt geen geschiktheidsverklaring van deze eigenaar. "
                "Doe een aanvraag."
            ),
            [],
        )


class UnknownPermitTypeError(FieldRefusedError):
    """The city gives no such type of permit on this day."""

    def __init__(self) -> None:
        super().__init__("permitType", lazy("Deze soort vergunning geeft de stad vandaag niet."))


class WaitingError(StepRefusedError):
    """The city refused or withdrew a declaration of this owner, and the wait is not over."""

    def __init__(self, last_day: date) -> None:
        super().__init__(
            lazy(
                "Na een weigering of intrekking kan je pas na %(last_day)s opnieuw aanvragen.",
                last_day=f"{last_day:%d/%m/%Y}",
            ),
            [],
        )


class LiveDossierError(StepRefusedError):
    """A dossier of the same premises still runs."""

    def __init__(self) -> None:
        super().__init__(lazy("Voor dit pand loopt al een dossier. Werk daarin verder."), [])


def condition_code(text: str) -> str:
    """A condition by its code, which travels on the bus; of no words there is none.

    Accents and the signs of a sentence go, since a code has none. Raises ``FieldRefusedError`` for
    what cannot be said in a code without saying something else.
    """
    plain = unicodedata.normalize("NFKD", text.lower().translate(_SENTENCE))
    code = "-".join("".join(each for each in plain if not unicodedata.combining(each)).split())
    if code and not (len(code) <= LONGEST_CODE and _CODE.fullmatch(code)):
        reason = lazy(
            "Schrijf '%(condition)s' korter en eenvoudiger: alleen met letters van a tot z, "
            "cijfers en gewone leestekens, en in hoogstens %(most)s tekens.",
            condition=text.strip(),
            most=LONGEST_CODE,
        )
        raise FieldRefusedError("conditions", reason)
    return code


def condition_words(code: str) -> str:
    """A condition in words, as its code has them."""
    return code.replace("_", " ").replace("-", " ").capitalize()


S = DossierState
UNPREPARED = "decided-unprepared"
"""Noted in the timeline."""
DECISION_NOTIFIED = "decision-notification"
"""Noted in the timeline: a notification moves no dossier."""

REGULATION = "regulation:antwerp"
SANCTION_BASIS = "law:2013-06-24:45"

COMPLETION_TERM = "suitability.completion_days"
DECISION_TERM = "suitability.decision_days"
ADVICE_TERM = "suitability.advice_days"
CONDITIONS_TERM = "suitability.conditions"
VALIDITY_TERM = "suitability.validity_months"
WAITING_TERM = "suitability.waiting_months"
VISIT_TERM = "suitability.yearly_visit"
APPEAL_TERM = "rvs.annulment_days"
DEFENCE_TERM = "sanction.defence_days"
UNTIL_DECISION = (DECISION_TERM, ADVICE_TERM, DEFENCE_TERM)
"""The terms that no longer run once a decision was taken."""
UNTIL_THE_END = (COMPLETION_TERM, *UNTIL_DECISION, CONDITIONS_TERM, VALIDITY_TERM, VISIT_TERM)
"""The terms that end with the declaration. An appeal's does not."""

VALID = (S.TOEGEKEND, S.VOORWAARDELIJK_TOEGEKEND, S.VERNIEUWING_LOPEND)
"""The declaration works: rooms accept shifts."""

ENDED = (S.GEWEIGERD, S.INGETROKKEN, S.VERVALLEN, S.AFGESTAND, S.STOPGEZET)
"""Somebody who wants to go on must file a new application."""

COMPLETED = {str(outcome): DossierState(outcome) for outcome in Completeness}
DECISIONS = {str(decision): DossierState(decision) for decision in Decision}
STILL_CONDITIONAL = "geweigerd_onder_voorwaarden"
REFUSALS = (Decision.GEWEIGERD, STILL_CONDITIONAL)
RENEWAL_DECISIONS = DECISIONS | {
    str(Decision.GEWEIGERD): DossierState.TOEGEKEND,
    STILL_CONDITIONAL: DossierState.VOORWAARDELIJK_TOEGEKEND,
}
"""A refused renewal leaves the declaration what it was, until its last day."""
