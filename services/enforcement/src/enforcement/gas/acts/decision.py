"""Acts of the decision: who looked, a fine or none, a term that passed, and taking back."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from chassis.web import reasons
from chassis.web.pages.languages import mark
from contracts import codes
from contracts.branches import Branch
from contracts.codes import DismissalReason, GasOutcome
from contracts.enforcement import GasCaseExpired, GasFineImposed
from enforcement.acts.act import Act, PageForm
from enforcement.acts.fields import (
    DefenceAnswer,
    Role,
    Short,
    Text,
    area,
    choice,
    choice_of_case,
    euros,
    tick,
)
from enforcement.cases.state_reasons import UNANSWERED, state_reasons
from enforcement.cases.store import findings
from enforcement.cases.store.timeline import By
from enforcement.functions import GAS, SANCTIONING
from enforcement.gas import labels
from enforcement.gas.acts.team import OUTSIDE, of_team
from enforcement.gas.correct import correct
from enforcement.gas.dismiss import end_without_fine
from enforcement.gas.earlier_fines import recount_later, repeats
from enforcement.gas.end import end
from enforcement.gas.limit import highest_fine
from enforcement.gas.rules import (
    FINED,
    DefenceOutcome,
    DismissalKind,
    GasFile,
    GasStep,
    ProposedFine,
    basis,
)
from enforcement.gas.rules.fines import band_of
from enforcement.gas.store import GasCase
from enforcement.gas.tell_police import tell_outcome
from enforcement.gas.withdraw import take_back
from enforcement.payments.withdraw_claim import withdraw_claim

UNASKED = lazy("Er was geen verweer. Laat dit leeg, of kies wat je met het verweer doet.")


class CheckFinder(
    Act,
    step=GasStep.FINDER_CHECK,
    page="vaststeller",
    by=GAS,
    law=basis.DECIDER,
    label=mark("Nakijken wie de feiten vaststelde"),
    explained=mark(
        "Wie vaststelde, mag niet beslissen. Daarom kijkt een ander dan wie beslist dit na."
    ),
):
    """Somebody else than who decides read in the report who found the facts (art. 6 §3).

    ``finder`` is a pseudonym of the city, or ``extern``: the police sign in at an issuer of their
    own, so no login here is known to be the same person's. A later check replaces it.
    """

    finder: Annotated[
        Short,
        choice_of_case(mark("Wie stelde volgens het verslag vast?"), name="vaststeller"),
    ]

    @classmethod
    async def choices(cls, tx: Transaction, case: GasCase) -> Mapping[str, Mapping[Any, str]]:
        return {"vaststeller": {OUTSIDE: mark("Niemand van dit team"), **await of_team(tx)}}

    async def take_by(self, tx: Transaction, case: GasCase, at: datetime, by: By) -> None:
        case.finder, case.finder_checked_by = self.finder, by.subject
        case.finder_checked_on = city_day(at)


class VictimCheckForm(PageForm):
    """A tick for what a program says by calling."""

    police_asked: Annotated[
        bool,
        tick(
            mark("Ik vroeg het vandaag aan de politie. Ze ziet geen reden om te wachten."),
            name="gevraagd",
        ),
    ]

    def act(self) -> "CheckVictim":
        if not self.police_asked:
            raise FieldRefusedError("policeAsked", reasons.reason({"type": "missing"}))
        return CheckVictim()


class CheckVictim(
    Act,
    step=GasStep.VICTIM_CHECK,
    page="nagaan",
    by=GAS,
    law=basis.LAW,
    label=mark("Bij de politie nagaan of er overleg nodig is"),
    explained=mark(
        "Wie gedwongen werd, straffen we niet. Schrijf nooit op waarom de politie wacht."
    ),
):
    """The police were asked today, right before a decision, and see no reason to wait (DP-11).

    Why is never written down.
    """

    form = VictimCheckForm

    async def take(self, tx: Transaction, case: GasCase, at: datetime) -> None:
        case.victim_checked_on = city_day(at)


class ImposeFine(
    Act,
    step=GasStep.FINE,
    page="beslissen",
    by=SANCTIONING,
    decides=True,
    law=basis.FINE,
    label=mark("Beslissen: geldboete"),
    asks=True,
):
    """A fine, by the sanctioning officer alone, with its reasons and the answer to the defence.

    ``amount`` in whole euros. The letter repeats ``defenceAnswer``, ``motivation`` and
    ``proportionality``; whoever says what becomes of a defence answers it. ``declaresNoPart``:
    neither found the facts nor mediated.
    """

    amount: Annotated[int, euros(mark("Geldboete in euro"), name="bedrag")]
    defence: Annotated[
        DefenceOutcome, choice(mark("Wat doe je met het verweer?"), labels.DEFENCE, name="verweer")
    ]
    defence_answer: DefenceAnswer = None
    motivation: Annotated[
        Text,
        Role.REASON,
        area(
            mark("Motivering"),
            mark("De feiten en de regel. Deze tekst komt in de brief aan de persoon."),
            name="motivering",
        ),
    ]
    proportionality: Annotated[
        Text,
        area(
            mark("Waarom staat dit in verhouding tot de feiten?"),
            mark("Hoe ernstig het is, of het opnieuw gebeurde, en waarom net dit bedrag."),
            name="evenredig",
        ),
    ]
    declares_no_part: Annotated[
        bool,
        tick(mark("Ik heb de feiten niet vastgesteld en ik was geen bemiddelaar."), name="buiten"),
    ]

    def decided(self) -> str:
        return FINED

    async def foreseen(self, tx: Transaction, case: GasCase, by: By) -> GasFile:
        proposed = ProposedFine(
            amount=self.amount,
            limit=await highest_fine(tx, case),
            decider=by.subject,
            declares_no_part=self.declares_no_part,
            defence=self.defence,
        )
        return replace(case.file(), proposed=proposed)

    async def take_by(self, tx: Transaction, case: GasCase, at: datetime, by: By) -> None:
        if (self.defence is DefenceOutcome.GEEN_VERWEER) != (self.defence_answer is None):
            raise FieldRefusedError("defenceAnswer", UNASKED if self.defence_answer else UNANSWERED)
        state_reasons(
            tx,
            case.case_id,
            case.state,
            by,
            defence_answer=self.defence_answer,
            proportionality=self.proportionality,
        )
        case.amount, case.decider = self.amount, by.subject
        case.decided_on, case.defence_outcome = city_day(at), self.defence
        case.recidivism = await repeats(tx, case)
        first = (await findings.of_case(tx, case.case_id))[0]
        record(
            tx,
            GasFineImposed(
                case_id=case.case_id,
                band=band_of(self.amount),
                recidivism=case.recidivism,
                imposed_at=at,
                defence=codes.DefenceOutcome(self.defence),
                branch=Branch(first.branch),
                in_tolerance_zone=first.in_tolerance_zone,
            ),
        )


class DismissCase(
    Act,
    step=GasStep.DISMISSAL,
    page="geen-boete",
    by=SANCTIONING,
    decides=True,
    law=basis.DECISION,
    label=mark("Beslissen: geen geldboete of een waarschuwing"),
    asks=True,
):
    """No fine, or a warning; a hold does not stop what favours the person."""

    kind: Annotated[
        DismissalKind, Role.OUTCOME, choice(mark("Wat beslis je?"), labels.DISMISSAL, name="soort")
    ]
    motivation: Annotated[
        Text,
        Role.REASON,
        area(
            mark("Motivering"),
            mark("De feiten, de regel, het antwoord op het verweer en waarom dit evenredig is."),
            name="motivering",
        ),
    ]

    async def take(self, tx: Transaction, case: GasCase, at: datetime) -> None:
        await end_without_fine(tx, case, DismissalReason(self.kind))


class ConfirmExpiry(
    Act,
    step=GasStep.EXPIRY,
    page="vervallen",
    by=SANCTIONING,
    decides=True,
    law=basis.DECISION,
    label=mark("Bevestigen dat de termijn voorbij is"),
    explained=mark(
        "De beslissingstermijn is voorbij. Als je dit bevestigt, kan er geen geldboete meer"
        " volgen. Dit kan je niet ongedaan maken."
    ),
    button=mark("Ja, bevestig"),
):
    """The decision term is over: no fine can follow, and nothing undoes this (art. 26 §3).

    The clock only flagged it (DP-09).
    """

    async def take_by(self, tx: Transaction, case: GasCase, at: datetime, by: By) -> None:
        await end(tx, case)
        await withdraw_claim(tx, case.case_id, by)
        await recount_later(tx, case, by)
        record(tx, GasCaseExpired(case_id=case.case_id, expired_at=at))
        tell_outcome(tx, case.case_id, GasOutcome.GEEN_GELDBOETE)


class CorrectFine(
    Act,
    step=GasStep.CORRECTION,
    page="rechtzetten",
    by=SANCTIONING,
    decides=True,
    law=basis.FINE,
    label=mark("Het bedrag van de geldboete rechtzetten"),
    explained=mark(
        "Alleen een lager bedrag kan. Wat te veel betaald is, gaat terug. De persoon krijgt "
        "een brief en kan daarna nog een maand in beroep gaan. Loopt er beroep, meld het dan "
        "aan de rechtbank. Is het de verkeerde persoon? Trek de geldboete dan in."
    ),
    asks=True,
):
    """A lower amount; what was paid above it goes back.

    ``amount`` in whole euros, below the one that stands; the letter repeats ``motivation``. A hold
    does not stop what favours the person.
    """

    amount: Annotated[int, euros(mark("Juist bedrag in euro"), name="bedrag")]
    motivation: Annotated[
        Text,
        Role.REASON,
        area(
            mark("Waarom zet je het bedrag recht?"),
            mark("Deze tekst komt in de brief aan de persoon."),
            name="motivering",
        ),
    ]

    async def take_by(self, tx: Transaction, case: GasCase, at: datetime, by: By) -> None:
        await correct(tx, case, by, self.amount)


class WithdrawFine(
    Act,
    step=GasStep.WITHDRAWAL,
    page="intrekken",
    by=SANCTIONING,
    decides=True,
    law=basis.FINE,
    label=mark("De geldboete intrekken"),
    explained=mark(
        "De persoon hoeft niets te betalen en krijgt terug wat al betaald is. De boete telt "
        "niet meer mee in het register en voor herhaling. Loopt er beroep, meld het dan aan de "
        "rechtbank. Dit kan je niet ongedaan maken, en over dezelfde feiten kan de stad niet nog "
        "eens beslissen. Alleen het bedrag is fout? Zet het dan recht."
    ),
    asks=True,
):
    """The fine is taken back, whatever became of it since: nothing is owed, nothing undoes this.

    ``motivation`` stands in the letter to the person. A hold does not stop what favours them.
    """

    motivation: Annotated[
        Text,
        Role.REASON,
        area(
            mark("Waarom trek je de geldboete in?"),
            mark(
                "Deze tekst komt in de brief aan de persoon. Anderen kunnen die lezen: schrijf "
                "niets op dat iemand in gevaar brengt, ook niet dat de persoon slachtoffer is."
            ),
            name="motivering",
        ),
    ]

    async def move(self, tx: Transaction, case: GasCase, at: datetime | None, by: By) -> None:
        before = case.state
        await super().move(tx, case, at, by)
        await take_back(tx, case, by, before)
