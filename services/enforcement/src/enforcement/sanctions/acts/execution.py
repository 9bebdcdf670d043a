"""Acts of the execution: the police are asked to look, or no more, and what follows is chosen."""

from datetime import datetime
from typing import Annotated

from chassis.bus import record
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import StepRefusedError
from chassis.web.pages.languages import mark
from contracts.codes import SanctionKind
from contracts.enforcement import ExecutionCheckRequested
from contracts.identity import FactPlace
from contracts.sealed import Sealed
from enforcement.acts.act import Act
from enforcement.acts.fields import NO_NAMES, Role, Text, area, choice
from enforcement.cases.store import findings
from enforcement.functions import CASE_WORKERS
from enforcement.sanctions import labels
from enforcement.sanctions.check_execution import tell_withdrawn
from enforcement.sanctions.rules import WARNING_BASIS, SanctionStep, Sequel
from enforcement.sanctions.store import SanctionCase
from enforcement.suitability.store import suspensions
from enforcement.suitability.suspending_cases import BINDS_NOBODY

SEQUEL_BASIS = "law:1988-06-24:133ter"
Why = Annotated[Text, Role.REASON, area(mark("Waarom?"), NO_NAMES, name="reden")]


class RequestCheck(
    Act,
    step=SanctionStep.EXECUTION_CHECK_REQUEST,
    page="controle-vragen",
    by=CASE_WORKERS,
    law=WARNING_BASIS,
    label=mark("De politie vragen om te controleren"),
    explained=mark("De politie gaat kijken of de sanctie nageleefd wordt."),
):
    """Ask the police to check on the spot that the sanction is respected.

    They know premises with a declaration; of any other place they get the address, sealed.
    """

    async def take(self, tx: Transaction, case: SanctionCase, at: datetime) -> None:
        assert case.effect_from is not None, "no check is asked of a decision without effect"
        suspends = case.decision_kind == SanctionKind.SCHORSING
        if suspends and not await suspensions.holds(tx, case.case_id):
            raise StepRefusedError(BINDS_NOBODY, [])
        record(
            tx,
            ExecutionCheckRequested(
                case_id=case.case_id,
                premises_id=case.premises_id,
                kind=SanctionKind(case.decision_kind or ""),
                effective_from=case.effect_from,
                effective_to=case.effect_to,
                requested_at=tx.now,
                place=await _unlisted_place(tx, case) if case.unlisted else None,
            ),
        )


async def _unlisted_place(tx: Transaction, case: SanctionCase) -> Sealed[FactPlace]:
    """The address of the last finding that has one. Raises ``StepRefusedError``."""
    places = await findings.places(tx, case.case_id)
    known = [
        places[each.finding_id].for_police()
        for each in await findings.of_case(tx, case.case_id)
        if each.finding_id in places
    ]
    if not known:
        raise StepRefusedError(
            lazy("Het adres van deze plaats is niet bekend. Vraag de controle aan de politie zelf.")
        )
    return known[-1]


class TakeBackRequest(
    Act,
    step=SanctionStep.EXECUTION_CHECK_WITHDRAWAL,
    page="controle-intrekken",
    by=CASE_WORKERS,
    law=WARNING_BASIS,
    label=mark("De vraag aan de politie intrekken"),
    explained=mark(
        "De politie hoeft niet meer te gaan kijken. Een antwoord dat toch komt, bewaren we."
    ),
):
    """Ask the police for no check any more; an answer that comes all the same is kept."""

    motivation: Why

    async def take(self, tx: Transaction, case: SanctionCase, at: datetime) -> None:
        tell_withdrawn(tx, case)


class ChooseSequel(
    Act,
    step=SanctionStep.SEQUEL,
    page="gevolg",
    by=CASE_WORKERS,
    law=SEQUEL_BASIS,
    label=mark("Kiezen wat volgt op het niet naleven"),
    explained=mark(
        "Dit is een keuze van de dienst. Verzegelen of een dwangsom opleggen beslist de "
        "burgemeester, in een maatregel."
    ),
    link=(mark("Begin een maatregel van de burgemeester op dit dossier"), "maatregel"),
):
    """Choose what follows when the police found that the sanction is not respected.

    It orders nothing: the mayor has seals put, or sets a penalty payment, in a measure of his own
    (NGW art. 133ter).
    """

    sequel: Annotated[Sequel, choice(mark("Wat volgt er?"), labels.SEQUEL, name="gevolg")]
    motivation: Why

    def noted(self) -> str:
        return f"{self.sequel}: {self.motivation}"

    async def take(self, tx: Transaction, case: SanctionCase, at: datetime) -> None:
        case.sequel = self.sequel
