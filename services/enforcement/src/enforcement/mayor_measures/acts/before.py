"""Acts before an order: the judicial authorities, and the draft."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Annotated, Any

from pydantic import AwareDatetime

from chassis.days import city_day, day_start
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from chassis.web.pages.languages import mark
from contracts.codes import MeasureBasis, MeasureContent, MeasureKind
from enforcement.acts.act import Act, PageForm
from enforcement.acts.fields import NO_NAMES, Past, Role, Text, area, choice, day, day_of, tick
from enforcement.cases.store.timeline import By
from enforcement.functions import MEASURE_WORKERS
from enforcement.mayor_measures import labels
from enforcement.mayor_measures.acts.of_order import OfOrder
from enforcement.mayor_measures.dated_law import law_on
from enforcement.mayor_measures.put_into_effect import declaration_of
from enforcement.mayor_measures.rules.codes import Stance
from enforcement.mayor_measures.rules.guards import NO_PLAN, MeasureFile
from enforcement.mayor_measures.rules.law import ARTICLE, BASES
from enforcement.mayor_measures.rules.states import MeasureStep
from enforcement.mayor_measures.store import MayorMeasure
from enforcement.sanctions.rules.period import unsound_end


class ConsultAuthorities(
    Act,
    step=MeasureStep.CONSULTATION,
    page="overleg",
    by=MEASURE_WORKERS,
    law=ARTICLE[MeasureBasis.NGW_134QUINQUIES],
    label=mark("Het overleg met het gerecht vastleggen"),
    explained=mark(
        "De wet vraagt overleg voor het bevel, geen akkoord. Tot de kennisgeving verneemt de "
        "eigenaar hiervan niets."
    ),
):
    """The judicial authorities were consulted, before a closure for trafficking.

    ``said``: with which function, and their remarks; never a name.
    """

    stance: Annotated[
        Stance, choice(mark("Standpunt van het gerecht"), labels.STANCE, name="standpunt")
    ]
    said: Annotated[
        Text,
        area(
            mark("Met welke functie is overlegd, en wat was het antwoord?"),
            mark("Noem geen namen."),
            name="overleg",
        ),
    ]
    on: Annotated[Past, day_of(mark("Dag van het overleg"))] = None

    def noted(self) -> str:
        return f"{self.stance}: {self.said}"

    async def take(self, tx: Transaction, case: MayorMeasure, at: datetime) -> None:
        case.consulted_on, case.stance = city_day(at), self.stance


class DraftForm(PageForm):
    """The days of an order, of which the last one counts too."""

    basis: Annotated[MeasureBasis, choice(mark("Rechtsgrond"), labels.BASIS, name="grond")]
    content: Annotated[
        MeasureContent,
        choice(mark("Wat beveelt de burgemeester?"), labels.CONTENT, name="inhoud"),
    ]
    starts: Annotated[
        date | None,
        day(
            mark("Eerste dag"),
            mark("Laat leeg om vanaf de kennisgeving te werken."),
            name="vanaf",
        ),
    ] = None
    ends: Annotated[
        date | None,
        day(
            mark("Laatste dag"),
            mark("Laat alleen leeg als de rechtsgrond geen maximum kent."),
            name="tot",
        ),
    ] = None
    urgency: Annotated[
        Text | None,
        area(
            mark("Waarom kan een hoorzitting niet eerst?"),
            mark("Laat leeg als er een hoorzitting was. Bij mensenhandel kan dit nooit."),
            name="dringend",
        ),
    ] = None
    victims: Annotated[
        bool,
        tick(
            mark("De mensen in het pand krijgen informatie en een doorverwijzing."),
            name="slachtoffers",
        ),
    ] = False
    motivation: Annotated[Text, area(mark("Motivering"), NO_NAMES, name="motivering")]

    def act(self) -> "DrawUpOrder":
        return DrawUpOrder(
            basis=self.basis,
            content=self.content,
            motivation=self.motivation,
            starts=day_start(self.starts) if self.starts else None,
            ends=day_start(self.ends + timedelta(days=1)) if self.ends else None,
            urgency=self.urgency,
            victims=self.victims,
        )

    @classmethod
    async def choices(cls, tx: Transaction, case: Any) -> Mapping[str, Mapping[Any, str]]:
        """What the law leaves to this kind of measure, and no more."""
        content = {
            each: said
            for each, said in labels.CONTENT.items()
            if case.kind is not MeasureKind.SLUITING_MENSENHANDEL or each is MeasureContent.SLUITING
        }
        return {"grond": {each: labels.BASIS[each] for each in BASES[case.kind]}, "inhoud": content}

    @classmethod
    async def begins(cls, tx: Transaction, case: Any) -> Mapping[str, Sequence[str]]:
        """The only basis or content that the law leaves is chosen already."""
        offered = await cls.choices(tx, case)
        return {name: [*map(str, codes)] for name, codes in offered.items() if len(codes) == 1}


class DrawUpOrder(
    OfOrder,
    step=MeasureStep.PROPOSAL,
    page="opstellen",
    by=MEASURE_WORKERS,
    label=mark("Het bevel opstellen"),
):
    """The order that the mayor is asked to sign; another one takes the place of the one before.

    ``ends`` is exclusive; without ``starts`` the order works from its notification. ``urgency``:
    why it cannot wait for a hearing. ``victims``: the people found there get information and a
    referral.
    """

    form = DraftForm

    basis: MeasureBasis
    content: MeasureContent
    motivation: Annotated[Text, Role.REASON]
    starts: AwareDatetime | None = None
    ends: AwareDatetime | None = None
    urgency: Text | None = None
    victims: bool = False

    def cited(self, case: MayorMeasure) -> str:
        return ARTICLE[self.basis]

    async def foreseen(self, tx: Transaction, case: MayorMeasure, by: By) -> MeasureFile:
        return replace(case.file(), urgent=self.urgency is not None)

    async def take(self, tx: Transaction, case: MayorMeasure, at: datetime) -> None:
        if self.basis not in BASES[case.kind]:
            reason = lazy("Deze rechtsgrond past niet bij deze maatregel.")
            raise FieldRefusedError("basis", reason)
        if (
            case.kind is MeasureKind.SLUITING_MENSENHANDEL
            and self.content is not MeasureContent.SLUITING
        ):
            raise FieldRefusedError("content", lazy("Op deze grond kan alleen een sluiting."))
        if case.kind is MeasureKind.SLUITING_MENSENHANDEL and not self.victims:
            raise FieldRefusedError("victims", NO_PLAN)
        if self.content is MeasureContent.SCHORSING:
            await self._may_suspend(tx, case)
        law = await law_on(tx, self.basis, city_day(tx.now))
        if self.ends is not None or law.most_months is not None:
            wrong = unsound_end(self.starts or tx.now, self.ends, law.most_months)
            if wrong is not None:
                raise FieldRefusedError("ends", wrong)
        case.basis, case.content, case.motivation = self.basis, self.content, self.motivation
        case.planned_from, case.planned_to = self.starts, self.ends
        case.urgency, case.victims, case.proposed_at = self.urgency, self.victims, tx.now

    async def _may_suspend(self, tx: Transaction, case: MayorMeasure) -> None:
        """Art. 134ter alone suspends a permit, and the place must have one of this owner."""
        if self.basis is not MeasureBasis.NGW_134TER:
            reason = lazy("Alleen op grond van art. 134ter kan de burgemeester schorsen.")
            raise FieldRefusedError("content", reason)
        if case.unlisted or await declaration_of(tx, case) is None:
            reason = lazy("Deze plaats heeft geen verklaring of vergunning die nu werkt.")
            raise FieldRefusedError("content", reason)
