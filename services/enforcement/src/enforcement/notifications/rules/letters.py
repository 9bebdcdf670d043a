"""Letters: kinds, states, addressees, and what one may say beyond its case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any

from chassis.messages import lazy
from chassis.refusals import (
    NotFoundError,
    NotPermittedError,
    RefusedError,
    StepRefusedError,
)

ANY_FACT = "*"


class LetterKind(StrEnum):
    """Letters and the notices that go with them, by what they say."""

    OPSTARTBRIEF = "opstartbrief"
    OUDERLIJKE_BETROKKENHEID = "ouderlijke_betrokkenheid"
    MELDING_STAFHOUDER = "melding_stafhouder"
    BEMIDDELINGSAANBOD = "bemiddelingsaanbod"
    GEMEENSCHAPSDIENST = "gemeenschapsdienst"
    UITNODIGING_HOORZITTING = "uitnodiging_hoorzitting"
    VERSLAG_HOORZITTING = "verslag_hoorzitting"
    UITKOMST_VERWEER = "uitkomst_verweer"
    BESLISSING = "beslissing"
    HERINNERING = "herinnering"
    AANMANING = "aanmaning"
    WAARSCHUWING = "waarschuwing"
    UITNODIGING_OPNIEUW = "uitnodiging_opnieuw"
    VOORSTEL = "voorstel"
    OPHEFFING = "opheffing"
    AANVULLING = "aanvulling"
    HERINNERING_VERNIEUWING = "herinnering_vernieuwing"
    VERVALLEN = "vervallen"
    AFLOOP = "afloop"
    STOPZETTING = "stopzetting"
    MELDING_BEOORDEELD = "melding_beoordeeld"
    INTREKKING = "intrekking"
    RECHTZETTING = "rechtzetting"
    GERECHTSKOSTEN = "gerechtskosten"
    HERNEMING = "herneming"
    DWANGMIDDEL = "dwangmiddel"
    DWANGSOM_VERBEURD = "dwangsom_verbeurd"


class LetterState(StrEnum):
    """``geacht_ontvangen``: by law, on the third working day; ``ontvangen``: as a receipt says;
    ``teruggekomen``: nobody of that name was found at the address, so it reached nobody.
    """

    CONCEPT = "concept"
    NAGEKEKEN = "nagekeken"
    GEPOST = "gepost"
    GEACHT_ONTVANGEN = "geacht_ontvangen"
    ONTVANGEN = "ontvangen"
    GEANNULEERD = "geannuleerd"
    TERUGGEKOMEN = "teruggekomen"


class ReturnReason(StrEnum):
    """Reasons for which the post brings a letter back, as on its label (form CN 15 of the UPU)."""

    ONBEKEND = "onbekend"
    VERTROKKEN = "vertrokken"
    ONVOLLEDIG_ADRES = "onvolledig_adres"
    OVERLEDEN = "overleden"
    GEWEIGERD = "geweigerd"
    NIET_AFGEHAALD = "niet_afgehaald"


OFFERED = frozenset({ReturnReason.GEWEIGERD, ReturnReason.NIET_AFGEHAALD})
"""The letter was offered at the address of the addressee: it counts as any other (53bis)."""


IN_FAVOUR = frozenset(
    {
        LetterKind.UITKOMST_VERWEER,
        LetterKind.AFLOOP,
        LetterKind.INTREKKING,
        LetterKind.RECHTZETTING,
        LetterKind.HERNEMING,
    }
)
"""Letters that say that no fine comes, that it is lower, or that it, or another decision, stands no
more: a hold stops none of them, and none of them asks to pay meanwhile.
"""


class AddresseeRole(StrEnum):
    """Roles of those to whom a letter of a case may go."""

    OVERTREDER = "overtreder"
    OUDERLIJK_GEZAG = "ouderlijk_gezag"
    ADVOCAAT = "advocaat"
    STAFHOUDER = "stafhouder"
    PARKET = "parket"
    RECHTBANK = "rechtbank"


class LetterNotFoundError(NotFoundError):
    """There is no such letter, or none that the actor may know of."""

    def __init__(self) -> None:
        super().__init__(lazy("Deze brief"))


class OwnLetterError(NotPermittedError):
    """Somebody checks the letter that they drafted themselves."""

    def __init__(self) -> None:
        super().__init__(lazy("Je maakte deze brief zelf. Laat een collega hem nakijken."))


class CaseOnHoldError(RefusedError):
    """The police ask for consultation: until then nobody gets a letter that is not in their favour
    (non-punishment).
    """

    def __init__(self) -> None:
        super().__init__(
            lazy("Dit dossier wacht op overleg met de politie. Er vertrekt geen brief.")
        )


def must_not_wait(kind: LetterKind, *, on_hold: bool) -> None:
    """Raises ``CaseOnHoldError`` for a letter that a hold stops."""
    if on_hold and kind not in IN_FAVOUR:
        raise CaseOnHoldError


class OutdatedLetterError(RefusedError):
    """The case says something else now than a letter that has not left."""

    def __init__(self) -> None:
        super().__init__(
            lazy(
                "Het dossier veranderde na het maken van de brief. Annuleer hem en maak een nieuwe."
            )
        )


class WrongLetterError(RefusedError):
    """The procedure of the case sends no letters of this kind."""

    def __init__(self) -> None:
        super().__init__(lazy("Deze brief bestaat niet voor dit soort dossier. Kies een andere."))


class NoAddresseeError(RefusedError):
    """Nobody with an address to whom this kind of letter goes is known in the case."""

    def __init__(self) -> None:
        super().__init__(lazy("Geef eerst naam en adres van wie deze brief krijgt."))


class LetterStep(StrEnum):
    """Values are the last part of the step's path in the API."""

    CHECK = "check"
    CANCELLATION = "cancellation"
    POSTING = "posting"
    RECEIPT = "receipt"
    RETURN = "return"


class LetterStepRefusedError(StepRefusedError):
    """The state of a letter does not permit this step."""

    def __init__(self, state: LetterState) -> None:
        super().__init__(
            lazy("Dit kan nu niet met deze brief. Bekijk hoe ver hij staat."), ALLOWED[state]
        )


ALLOWED: Mapping[LetterState, tuple[LetterStep, ...]] = {
    LetterState.CONCEPT: (LetterStep.CHECK, LetterStep.CANCELLATION),
    LetterState.NAGEKEKEN: (LetterStep.POSTING, LetterStep.CANCELLATION),
    LetterState.GEPOST: (LetterStep.RECEIPT, LetterStep.RETURN),
    LetterState.GEACHT_ONTVANGEN: (LetterStep.RECEIPT, LetterStep.RETURN),
    LetterState.ONTVANGEN: (),
    LetterState.GEANNULEERD: (),
    LetterState.TERUGGEKOMEN: (LetterStep.RECEIPT,),
}
"""Steps that a person may take with a letter."""
ON_ITS_WAY = (LetterState.GEPOST, LetterState.GEACHT_ONTVANGEN)
NOTIFIED = frozenset({LetterState.GEACHT_ONTVANGEN, LetterState.ONTVANGEN})
UNSENT = frozenset({LetterState.CONCEPT, LetterState.NAGEKEKEN})
COPIED = (AddresseeRole.ADVOCAAT, AddresseeRole.PARKET, AddresseeRole.RECHTBANK)
"""Roles of those who get copies, which start no term."""
PERSONS = (AddresseeRole.OVERTREDER, AddresseeRole.OUDERLIJK_GEZAG)
"""Roles of those whom the case is about."""


@dataclass(frozen=True, slots=True, repr=False)
class Particulars:
    """Contents of a letter; prints nothing. What its case decided, the case alone says.

    Amounts are whole euros; ``amount_cents`` is what is still to be paid of a fine, in whole cents,
    and ``costs_cents`` what a court awarded beside it.
    """

    minor: bool = False
    minor_name: str | None = None
    envisaged_eur: int | None = None
    hearing_when: str | None = None
    hearing_where: str | None = None
    hearing_present: str | None = None
    hearing_report: str | None = None
    service_hours: int | None = None
    service_what: str | None = None
    motivation: str | None = None
    remedy: str | None = None
    defence_answer: str | None = None
    proportionality: str | None = None
    recidivism: bool | None = None
    amount_eur: int | None = None
    amount_cents: int | None = None
    costs_cents: int | None = None
    payment_reference: str | None = None
    grace_days: int | None = None
    rule_extract: str | None = None
    envisaged_sanction: str | None = None

    def said(self) -> dict[str, Any]:
        """The fields that were given."""
        values = {each.name: getattr(self, each.name) for each in fields(self)}
        return {name: value for name, value in values.items() if value is not None}


def mentions_oral_defence(*, minor: bool, envisaged_eur: int | None, limit_eur: int) -> bool:
    """Whether an opening letter offers an oral defence (GAS law art. 25 §4).

    An adult for whom no more than the limit is envisaged has no right to it; a minor always has.
    """
    return minor or envisaged_eur is None or envisaged_eur > limit_eur


@dataclass(frozen=True, slots=True)
class MailedLetter:
    """A letter of a mailing, as far as the day of everybody's notification needs it."""

    state: LetterState
    notified_on: date | None


def everyone_notified_on(mailing: Sequence[MailedLetter], *, expected: bool) -> date | None:
    """The day of the last one who is notified; None while that of somebody is open.

    A term that several persons have runs from the last of them: that is safe for each. With
    ``expected`` a day that the law gives counts before it is here.
    """
    sent = [letter for letter in mailing if letter.state is not LetterState.GEANNULEERD]
    days = [
        letter.notified_on
        for letter in sent
        if letter.notified_on is not None and (expected or letter.state in NOTIFIED)
    ]
    return max(days) if sent and len(days) == len(sent) else None
