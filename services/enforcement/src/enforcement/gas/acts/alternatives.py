"""Acts of what a fine may make place for: mediation (art. 12) and community service (art. 10)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from chassis.web.pages.languages import mark
from contracts.codes import GasOutcome, MediationResult
from contracts.enforcement import GasCommunityServiceEnded, GasMediationEnded
from enforcement.acts.act import Act
from enforcement.acts.fields import Past, Role, Short, choice, choice_of_case, day_of, line
from enforcement.cases.store.timeline import By
from enforcement.functions import GAS
from enforcement.gas import labels
from enforcement.gas.acts.team import OUTSIDE, of_team
from enforcement.gas.end import end
from enforcement.gas.go_on import go_on
from enforcement.gas.law import figure, law_of_facts
from enforcement.gas.lengthen import lengthen_decision_term
from enforcement.gas.rules import CommunityServiceResult, GasStep, basis
from enforcement.gas.store import GasCase
from enforcement.gas.tell_police import tell_outcome
from enforcement.legal_terms import case_terms

Mediator = Annotated[
    Short,
    choice_of_case(
        mark("Wie bemiddelt?"),
        mark("Wie bemiddelt, mag later niet beslissen."),
        name="bemiddelaar",
    ),
]


class AcceptOffer(
    Act,
    step=GasStep.MEDIATION_ACCEPTANCE,
    page="",
    by=frozenset(),
    law=basis.MEDIATION,
    label=mark("Bemiddeling aanvaard"),
):
    """The person accepts mediation on the own page: the city names a mediator after it.

    The decision term becomes the longer one (art. 26 §2).
    """

    accepted_at: Annotated[Past, day_of(mark("Aanvaard op"))] = None

    async def take_by(self, tx: Transaction, case: GasCase, at: datetime, by: By) -> None:
        case.mediation_accepted_on = city_day(at)
        await lengthen_decision_term(tx, case, by, basis.MEDIATION_TERM, "bemiddeling begonnen")


class AcceptMediation(AcceptOffer, page="bemiddeling", by=GAS):
    """Mediation begins, and the decision term becomes the longer one (art. 26 §2).

    ``mediator`` is a pseudonym of the city: that person will not decide.
    """

    mediator: Mediator

    @classmethod
    async def choices(cls, tx: Transaction, case: GasCase) -> Mapping[str, Mapping[Any, str]]:
        return await _mediators(tx)

    async def take_by(self, tx: Transaction, case: GasCase, at: datetime, by: By) -> None:
        case.mediator = self.mediator
        await super().take_by(tx, case, at, by)


class NameMediator(
    Act,
    step=GasStep.MEDIATOR,
    page="bemiddelaar",
    by=GAS,
    law=basis.MEDIATION,
    label=mark("Vastleggen wie bemiddelt"),
    explained=mark("De persoon aanvaardde het aanbod op de eigen pagina."),
):
    """Name the mediator, where the person accepted the offer by themselves."""

    mediator: Mediator

    @classmethod
    async def choices(cls, tx: Transaction, case: GasCase) -> Mapping[str, Mapping[Any, str]]:
        return await _mediators(tx)

    async def take(self, tx: Transaction, case: GasCase, at: datetime) -> None:
        case.mediator = self.mediator


async def _mediators(tx: Transaction) -> Mapping[str, Mapping[Any, str]]:
    """Everybody of the team; a mediator from outside has no name here."""
    outside = mark("Iemand van buiten het team")
    return {"bemiddelaar": {OUTSIDE: outside, **await of_team(tx)}}


class AgreeOnTerms(
    Act,
    step=GasStep.MEDIATION_AGREEMENT,
    page="bemiddeling-afspraken",
    by=GAS,
    law=basis.DECISION,
    label=mark("Afspraken in de bemiddeling vastleggen"),
    explained=mark(
        "De partijen werden het eens, en de bemiddelaar vraagt om de tijd die ze nodig hebben. "
        "De beslissingstermijn wordt langer."
    ),
):
    """The parties agreed on terms: at the mediator's request the term is fifteen months.

    It counts from the finding (art. 26 §2).
    """

    async def take_by(self, tx: Transaction, case: GasCase, at: datetime, by: By) -> None:
        reason = "afspraken in de bemiddeling"
        await lengthen_decision_term(tx, case, by, basis.AGREED_TERM, reason)


class EndMediation(
    Act,
    step=GasStep.MEDIATION_END,
    page="bemiddeling-einde",
    by=GAS,
    law=basis.MEDIATION,
    label=mark("Einde van de bemiddeling vastleggen"),
):
    """After a success no fine can follow (art. 12); a refusal or a failure leads on."""

    result: Annotated[
        MediationResult, choice(mark("Hoe liep het af?"), labels.MEDIATION, name="resultaat")
    ]
    ended_at: Annotated[Past, day_of(mark("Afgelopen op"))] = None

    def decided(self) -> str:
        return self.result

    def noted(self) -> None:
        return None

    async def take_by(self, tx: Transaction, case: GasCase, at: datetime, by: By) -> None:
        case.mediation_result = self.result
        record(tx, GasMediationEnded(case_id=case.case_id, result=self.result, ended_at=at))
        await _over(tx, case, by, done=self.result is MediationResult.GESLAAGD)


class OfferService(
    Act,
    step=GasStep.SERVICE_OFFER,
    page="gemeenschapsdienst",
    by=GAS,
    law=basis.COMMUNITY_SERVICE,
    label=mark("Uren gemeenschapsdienst voorstellen"),
    explained=mark(
        "De brief biedt deze uren aan. Zij moeten klaar zijn binnen zes maanden daarna."
    ),
):
    """The hours for the letter; from its notification they are to be done within six months."""

    hours: Annotated[int, Role.REASON, line(mark("Hoeveel uren?"), name="uren")]

    async def take(self, tx: Transaction, case: GasCase, at: datetime) -> None:
        term = basis.SERVICE_HOURS_MINOR if case.minor else basis.SERVICE_HOURS
        most = figure(await law_of_facts(tx, case.case_id, term), term)
        if not 1 <= self.hours <= most:
            reason = lazy("Kies een aantal uren van 1 tot en met %(most)s.", most=most)
            raise FieldRefusedError("hours", reason)
        case.service_hours = self.hours


class AcceptService(
    Act,
    step=GasStep.SERVICE_ACCEPTANCE,
    page="gemeenschapsdienst-aanvaard",
    by=GAS,
    law=basis.COMMUNITY_SERVICE,
    label=mark("Vastleggen dat de gemeenschapsdienst aanvaard is"),
):
    """The person agrees to the community service (art. 10)."""

    accepted_at: Annotated[Past, day_of(mark("Aanvaard op"))] = None

    async def take(self, tx: Transaction, case: GasCase, at: datetime) -> None:
        case.service_accepted_on = city_day(at)


class EndService(
    Act,
    step=GasStep.COMMUNITY_SERVICE_END,
    page="gemeenschapsdienst-einde",
    by=GAS,
    law=basis.COMMUNITY_SERVICE,
    label=mark("Einde van de gemeenschapsdienst vastleggen"),
):
    """Done: no fine can follow. Not done: one still can."""

    result: Annotated[
        CommunityServiceResult, choice(mark("Hoe liep het af?"), labels.SERVICE, name="resultaat")
    ]
    ended_at: Annotated[Past, day_of(mark("Afgelopen op"))] = None

    def decided(self) -> str:
        return self.result

    def noted(self) -> None:
        return None

    async def take_by(self, tx: Transaction, case: GasCase, at: datetime, by: By) -> None:
        case.service_result = self.result
        done = self.result is CommunityServiceResult.VOLBRACHT
        record(tx, GasCommunityServiceEnded(case_id=case.case_id, completed=done, ended_at=at))
        await case_terms.close(tx, case.case_id, basis.SERVICE_TERM)
        await _over(tx, case, by, done=done)


async def _over(tx: Transaction, case: GasCase, by: By, *, done: bool) -> None:
    """What was done ends the case; else it goes on where it was."""
    if not done:
        await go_on(tx, case, by)
        return
    await end(tx, case)
    tell_outcome(tx, case.case_id, GasOutcome.GEEN_GELDBOETE)
