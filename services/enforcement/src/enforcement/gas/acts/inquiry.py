"""Acts before anything is sent: the fine in view, facts that go apart, and early ends."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from chassis.web.pages.languages import mark
from contracts.codes import DismissalReason
from enforcement.acts.act import Act, PageForm
from enforcement.acts.fields import NO_NAMES, Role, Text, area, choice, euros
from enforcement.cases.store.timeline import By
from enforcement.functions import GAS
from enforcement.gas.dismiss import end_without_fine
from enforcement.gas.law import figure, law_of_facts
from enforcement.gas.limit import highest_fine
from enforcement.gas.rules import GasStep, basis
from enforcement.gas.separate import separate
from enforcement.gas.store import GasCase

Why = Annotated[Text, Role.REASON, area(mark("Waarom?"), NO_NAMES, name="reden")]


class YesNo(StrEnum):
    JA = "ja"
    NEE = "nee"


class TriageForm(PageForm):
    """Yes or no in words, or no answer where the birth date says it."""

    envisaged: Annotated[
        int,
        euros(
            mark("Beoogde geldboete in euro"),
            mark("Boven 70 euro krijgt de persoon recht op een hoorzitting."),
            name="bedrag",
        ),
    ]
    minor: Annotated[
        YesNo | None,
        choice(
            mark("Was de persoon minderjarig op de dag van de feiten?"),
            {YesNo.JA: mark("Ja"), YesNo.NEE: mark("Nee")},
            mark("Alleen als de geboortedatum niet gekend is."),
            name="minderjarig",
        ),
    ] = None

    def act(self) -> "ChooseEnvisagedFine":
        minor = None if self.minor is None else self.minor is YesNo.JA
        return ChooseEnvisagedFine(envisaged=self.envisaged, minor=minor)


class ChooseEnvisagedFine(
    Act,
    step=GasStep.TRIAGE,
    page="bekijken",
    by=GAS,
    law=basis.DEFENCE,
    label=mark("Bekijken en beoogde boete kiezen"),
):
    """The fine in view: above the law's threshold the opening letter offers a hearing.

    ``envisaged`` in whole euros; ``minor`` only where the birth date is not known.
    """

    form = TriageForm

    envisaged: int
    minor: bool | None = None

    async def take(self, tx: Transaction, case: GasCase, at: datetime) -> None:
        if self.minor is not None:
            case.minor = self.minor
        if case.minor is None:
            reason = lazy("Zeg of de persoon minderjarig was op de dag van de feiten.")
            raise FieldRefusedError("minor", reason)
        limit = await highest_fine(tx, case)
        if not 1 <= self.envisaged <= max(limit, 1):
            reason = lazy("Kies een bedrag van 1 tot en met %(limit)s euro.", limit=limit)
            raise FieldRefusedError("envisaged", reason)
        law = await law_of_facts(tx, case.case_id, basis.HEARING_THRESHOLD)
        case.hearing_threshold = figure(law, basis.HEARING_THRESHOLD)
        case.envisaged = self.envisaged


class SeparateCase(
    Act,
    step=GasStep.SEPARATION,
    page="losmaken",
    by=GAS,
    law=basis.PROPORTIONALITY,
    label=mark("De voeging ongedaan maken"),
    explained=mark("De feiten gaan uit het andere dossier. Dit dossier gaat alleen verder."),
    button=mark("Maak ongedaan"),
):
    """Undo a join: the case is one of its own again, until the decision about both."""

    async def move(self, tx: Transaction, case: GasCase, at: datetime | None, by: By) -> None:
        await separate(tx, case, by)


class DeclareInadmissible(
    Act,
    step=GasStep.INADMISSIBLE,
    page="onontvankelijk",
    by=GAS,
    law=basis.LAW,
    label=mark("Onontvankelijk verklaren"),
):
    """No rule was in force, the person was too young, or the fact came twice."""

    motivation: Why

    async def take(self, tx: Transaction, case: GasCase, at: datetime) -> None:
        await end_without_fine(tx, case, DismissalReason.ONONTVANKELIJK)


class ShelveCase(
    Act,
    step=GasStep.SHELVING,
    page="seponeren",
    by=GAS,
    law=basis.LAW,
    label=mark("Seponeren"),
):
    """No procedure is started; possible on hold too."""

    motivation: Why

    async def take(self, tx: Transaction, case: GasCase, at: datetime) -> None:
        await end_without_fine(tx, case, DismissalReason.GESEPONEERD)
