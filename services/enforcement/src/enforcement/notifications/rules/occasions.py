"""Occasions of letters: the states of a procedure in which each kind may be made and may leave.

What a letter says was done then, and may still be said. Whether a hearing has its hour, or a fine
its hours of service, each case knows itself (``notifications.case_file``).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from chassis.messages import lazy
from chassis.refusals import StepRefusedError
from enforcement.cases.rules import CaseKind
from enforcement.gas.rules.states import (
    ALTERNATIVE,
    APPEALABLE,
    IN_DEFENCE,
    STARTED,
    GasState,
)
from enforcement.integrity_investigations.rules import IntegrityState
from enforcement.mayor_measures.rules.states import NOTIFIED, ORDERED, MeasureState
from enforcement.notifications.rules.letters import LetterKind
from enforcement.sanctions.rules.states import IN_FORCE, SanctionState
from enforcement.street_bans.rules import BanState
from enforcement.suitability.rules import VALID, DossierState


@dataclass(frozen=True, slots=True)
class Occasion:
    """The states in which a letter may leave, and what is said in any other."""

    states: frozenset[StrEnum]
    otherwise: str


def _when(states: Iterable[StrEnum], otherwise: str) -> Occasion:
    return Occasion(frozenset(states), otherwise)


K, G, S = LetterKind, GasState, SanctionState
D, I, M, B = DossierState, IntegrityState, MeasureState, BanState  # noqa: E741  # as the others
PLAN_FIRST = lazy("Plan eerst de hoorzitting.")
NOT_HEARD = lazy("Er was nog geen hoorzitting.")
NOT_DECIDED = lazy("Er is nog geen beslissing.")
NOT_ORDERED = lazy("Er is geen bevel dat nog ter kennis moet komen.")
NOT_ASKED = lazy("Er is nu geen geldboete die betaald moet worden.")
CHOSEN = (D.TOEGEKEND, D.VOORWAARDELIJK_TOEGEKEND)
HEARABLE = (D.IN_ADVIES, D.KLAAR_VOOR_BESLISSING, *VALID, D.GESCHORST)

FINE: Mapping[LetterKind, Occasion] = {
    K.OPSTARTBRIEF: _when(
        (G.GEREGISTREERD, *STARTED),
        lazy("Een opstartbrief vertrekt na het bekijken van het dossier en voor de beslissing."),
    ),
    K.OUDERLIJKE_BETROKKENHEID: _when(
        (G.GEREGISTREERD,), lazy("Deze vraag gaat vooraf aan de opstartbrief.")
    ),
    K.MELDING_STAFHOUDER: _when(
        (G.GEREGISTREERD, *STARTED), lazy("De stafhouder wordt verwittigd voor de beslissing.")
    ),
    K.BEMIDDELINGSAANBOD: _when(
        (*IN_DEFENCE, G.BEMIDDELING_LOPEND),
        lazy("Bemiddeling aanbieden kan nu niet."),
    ),
    K.GEMEENSCHAPSDIENST: _when(
        (*IN_DEFENCE, G.KLAAR_VOOR_BESLISSING, G.GEMEENSCHAPSDIENST_LOPEND),
        lazy("Gemeenschapsdienst voorstellen kan nu niet."),
    ),
    K.UITNODIGING_HOORZITTING: _when((G.HOORZITTING_GEPLAND, *ALTERNATIVE), PLAN_FIRST),
    K.VERSLAG_HOORZITTING: _when(
        (
            G.HOORZITTING_GEHOUDEN,
            G.OPGESTART,
            *ALTERNATIVE,
            G.VERWEER_ONTVANGEN,
            G.KLAAR_VOOR_BESLISSING,
        ),
        NOT_HEARD,
    ),
    K.UITKOMST_VERWEER: _when(
        (G.GEEN_GELDBOETE, G.WAARSCHUWING),
        lazy(
            "Deze brief zegt dat er geen geldboete komt. Dat is nog niet beslist. Een geldboete "
            "staat in de beslissing."
        ),
    ),
    K.AFLOOP: _when(
        (
            G.GEEN_GELDBOETE,
            G.WAARSCHUWING,
            G.BEMIDDELING_GESLAAGD,
            G.GEMEENSCHAPSDIENST_VOLBRACHT,
            G.VERVALLEN,
        ),
        lazy("Dit dossier is niet zonder geldboete afgelopen."),
    ),
    # Who still lacks it gets it too, however far the case got meanwhile (arts. 27 and 31).
    K.BESLISSING: _when(APPEALABLE, NOT_DECIDED),
    K.RECHTZETTING: _when(APPEALABLE, lazy("Het bedrag van de geldboete is niet rechtgezet.")),
    K.INTREKKING: _when((G.INGETROKKEN,), lazy("De geldboete is niet ingetrokken.")),
    K.HERINNERING: _when((G.TE_BETALEN,), NOT_ASKED),
    K.AANMANING: _when((G.TE_BETALEN, G.AANMANING), NOT_ASKED),
}
"""GAS law arts. 9-13, 16-18, 25-27; a letter that goes out again has the same occasion."""
SANCTION: Mapping[LetterKind, Occasion] = {
    K.WAARSCHUWING: _when(
        (S.PV_TER_KENNIS_GEBRACHT, S.WAARSCHUWING_VERSTUURD),
        lazy(
            "Een waarschuwing vertrekt als het pv ter kennis is, en voor een nieuwe vaststelling."
        ),
    ),
    K.UITNODIGING_HOORZITTING: _when((S.HOORZITTING_UITGENODIGD,), PLAN_FIRST),
    K.UITNODIGING_OPNIEUW: _when((S.HOORZITTING_UITGENODIGD,), PLAN_FIRST),
    K.VERSLAG_HOORZITTING: _when(
        (S.HOORZITTING_GEHOUDEN, S.SCHRIFTELIJK_VERWEER, S.ADVIES_OPGEMAAKT, S.OP_AGENDA_ORGAAN),
        NOT_HEARD,
    ),
    K.VOORSTEL: _when(
        (S.ADVIES_OPGEMAAKT, S.OP_AGENDA_ORGAAN), lazy("Maak eerst een voorstel op.")
    ),
    K.BESLISSING: _when(
        (S.BESLIST, S.TER_KENNIS_GEBRACHT, S.IN_UITVOERING, S.UITVOERING_GECONTROLEERD),
        NOT_DECIDED,
    ),
    K.OPHEFFING: _when(IN_FORCE, lazy("De sanctie is niet opgeheven.")),
}
SUITABILITY: Mapping[LetterKind, Occasion] = {
    K.AANVULLING: _when(
        (D.ONVOLLEDIG,),
        lazy("Zeg eerst wat er ontbreekt, bij het nakijken van de volledigheid."),
    ),
    K.UITNODIGING_HOORZITTING: _when(HEARABLE, PLAN_FIRST),
    K.VERSLAG_HOORZITTING: _when(HEARABLE, NOT_HEARD),
    K.BESLISSING: _when((*CHOSEN, D.GEWEIGERD), NOT_DECIDED),
    K.HERINNERING_VERNIEUWING: _when(
        CHOSEN, lazy("Er loopt geen verklaring, of de eigenaar vroeg al een vernieuwing.")
    ),
    K.VERVALLEN: _when((D.VERVALLEN,), lazy("De verklaring is niet vervallen.")),
    K.STOPZETTING: _when((D.STOPGEZET,), lazy("De aanvraag is niet stopgezet.")),
    K.MELDING_BEOORDEELD: _when((*VALID, D.GESCHORST), lazy("Er is nog geen melding beoordeeld.")),
}
INTEGRITY: Mapping[LetterKind, Occasion] = {
    K.UITNODIGING_HOORZITTING: _when((I.UITGENODIGD,), PLAN_FIRST),
    K.BESLISSING: _when((I.BESLIST, I.TER_KENNIS_GEBRACHT, I.IN_WERKING), NOT_DECIDED),
    K.AFLOOP: _when(
        (I.TER_KENNIS_GEBRACHT, I.IN_WERKING, I.AFGESLOTEN),
        lazy("Dit onderzoek is nog niet afgelopen."),
    ),
}
STREET_BAN: Mapping[LetterKind, Occasion] = {
    K.WAARSCHUWING: _when(
        (B.VOORSTEL, B.GEWAARSCHUWD), lazy("Een waarschuwing gaat vooraf aan de hoorzitting.")
    ),
    K.UITNODIGING_HOORZITTING: _when((B.UITGENODIGD, B.ACTIEF), PLAN_FIRST),
    K.BESLISSING: _when((B.BEVOLEN,), NOT_ORDERED),
}
MEASURE: Mapping[LetterKind, Occasion] = {
    K.UITNODIGING_HOORZITTING: _when((M.UITGENODIGD, *ORDERED), PLAN_FIRST),
    K.BESLISSING: _when((M.ONDERTEKEND, *NOTIFIED), NOT_ORDERED),
}
OCCASIONS: Mapping[CaseKind, Mapping[LetterKind, Occasion]] = {
    CaseKind.GAS: FINE,
    CaseKind.SANCTION: SANCTION,
    CaseKind.SUITABILITY: SUITABILITY,
    CaseKind.INTEGRITY: INTEGRITY,
    CaseKind.STREET_BAN: STREET_BAN,
    CaseKind.MEASURE: MEASURE,
}


AGAIN: Mapping[tuple[CaseKind, LetterKind], frozenset[StrEnum]] = {
    (CaseKind.SANCTION, K.BESLISSING): frozenset({S.AFGESLOTEN}),
    (CaseKind.INTEGRITY, K.BESLISSING): frozenset({I.AFGESLOTEN}),
    (CaseKind.STREET_BAN, K.WAARSCHUWING): frozenset({B.UITGENODIGD, B.GEHOORD}),
    (CaseKind.STREET_BAN, K.BESLISSING): frozenset({B.ACTIEF}),
}
"""States beyond those above, in which a letter that came back goes out once more."""


def must_have_occasion(
    case_kind: CaseKind, kind: LetterKind, state: str, *, again: bool = False
) -> None:
    """Raises ``StepRefusedError`` with what has to happen before, or is over.

    ``again``: the letter came back, and goes to another address.
    """
    occasion = OCCASIONS[case_kind][kind]
    if again and state in AGAIN.get((case_kind, kind), ()):
        return
    if state not in occasion.states:
        raise StepRefusedError(occasion.otherwise)
