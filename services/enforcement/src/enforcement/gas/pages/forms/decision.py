"""Forms of the decision: the check with the police, a fine, no fine, or a term that passed."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from pydantic import Field

from chassis.db import Transaction
from chassis.web import Actor, Body
from chassis.web.pages.languages import mark
from enforcement.cases.labels import called
from enforcement.cases.pages.step_form import (
    FormField,
    Look,
    StepForm,
)
from enforcement.cases.store import colleagues
from enforcement.cases.store.timeline import By
from enforcement.functions import GAS, SANCTIONING
from enforcement.gas import (
    check_finder,
    check_victim,
    correct,
    decide,
    dismiss,
    expire,
    labels,
    withdraw,
)
from enforcement.gas.pages.weighed import weighed
from enforcement.gas.rules import DefenceOutcome, DismissalKind, GasStep


class CheckForm(Body):
    asked: bool = Field(alias="gevraagd")


class FinderForm(Body):
    finder: str = Field(min_length=1, max_length=120, alias="vaststeller")


class FineForm(Body):
    amount: int = Field(ge=1, le=100_000, alias="bedrag")
    defence: DefenceOutcome = Field(alias="verweer")
    motivation: str = Field(min_length=3, max_length=4000, alias="motivering")
    declares_no_part: bool = Field(default=False, alias="buiten")
    sure: str = Field(default="", alias="zeker")


class WithdrawalForm(Body):
    motivation: str = Field(min_length=3, max_length=4000, alias="motivering")
    sure: str = Field(default="", alias="zeker")


class CorrectionForm(Body):
    amount: int = Field(ge=1, le=100_000, alias="bedrag")
    motivation: str = Field(min_length=3, max_length=4000, alias="motivering")
    sure: str = Field(default="", alias="zeker")


class DismissalForm(Body):
    kind: DismissalKind = Field(alias="soort")
    motivation: str = Field(min_length=3, max_length=4000, alias="motivering")
    sure: str = Field(default="", alias="zeker")


async def _check(tx: Transaction, case_id: UUID, actor: Actor, _form: CheckForm) -> None:
    await check_victim.check_victim(tx, case_id, By.actor(actor))


async def _finder(tx: Transaction, case_id: UUID, actor: Actor, form: FinderForm) -> None:
    await check_finder.check_finder(tx, case_id, form.finder, By.actor(actor))


async def _finders(tx: Transaction, _case_id: UUID) -> Mapping[str, Mapping[Any, str]]:
    team = await colleagues.of_functions(tx, [*GAS])
    chosen = {each.subject: called(each.shown_as, each.subject) for each in team}
    return {"vaststeller": {check_finder.OUTSIDE: mark("Niemand van dit team"), **chosen}}


async def _fine(tx: Transaction, case_id: UUID, actor: Actor, form: FineForm) -> None:
    decision = decide.FineDecision(
        amount=form.amount,
        motivation=form.motivation,
        defence=form.defence,
        declares_no_part=form.declares_no_part,
    )
    await decide.impose(tx, case_id, decision, By.actor(actor))


async def _dismiss(tx: Transaction, case_id: UUID, actor: Actor, form: DismissalForm) -> None:
    await dismiss.dismiss(tx, case_id, By.actor(actor), form.kind, form.motivation)


async def _withdraw(tx: Transaction, case_id: UUID, actor: Actor, form: WithdrawalForm) -> None:
    await withdraw.withdraw(tx, case_id, By.actor(actor), form.motivation)


async def _correct(tx: Transaction, case_id: UUID, actor: Actor, form: CorrectionForm) -> None:
    await correct.correct(tx, case_id, By.actor(actor), form.amount, form.motivation)


async def _expire(tx: Transaction, case_id: UUID, actor: Actor, _form: Body) -> None:
    await expire.confirm_expiry(tx, case_id, By.actor(actor))


_MOTIVATION = FormField(
    "motivering",
    Look.AREA,
    mark("Motivering"),
    mark("De feiten, de regel, het antwoord op het verweer en waarom dit evenredig is."),
)
FORMS: tuple[StepForm, ...] = (
    StepForm(
        GasStep.FINDER_CHECK,
        "vaststeller",
        GAS,
        _finder,
        FinderForm,
        (FormField("vaststeller", Look.CHOICE, mark("Wie stelde volgens het verslag vast?")),),
        mark("Wie vaststelde, mag niet beslissen. Daarom kijkt een ander dan wie beslist dit na."),
        choices=_finders,
    ),
    StepForm(
        GasStep.VICTIM_CHECK,
        "nagaan",
        GAS,
        _check,
        CheckForm,
        (
            FormField(
                "gevraagd",
                Look.TICK,
                mark("Ik vroeg het vandaag aan de politie. Ze ziet geen reden om te wachten."),
            ),
        ),
        mark("Wie gedwongen werd, straffen we niet. Schrijf nooit op waarom de politie wacht."),
    ),
    StepForm(
        GasStep.FINE,
        "beslissen",
        SANCTIONING,
        _fine,
        FineForm,
        (
            FormField("bedrag", Look.EUROS, mark("Geldboete in euro")),
            FormField(
                "verweer", Look.CHOICE, mark("Wat doe je met het verweer?"), choices=labels.DEFENCE
            ),
            _MOTIVATION,
            FormField(
                "buiten",
                Look.TICK,
                mark("Ik heb de feiten niet vastgesteld en ik was geen bemiddelaar."),
            ),
        ),
        asks=True,
        template="gas_decide.html",
        beside=weighed,
    ),
    StepForm(
        GasStep.DISMISSAL,
        "geen-boete",
        SANCTIONING,
        _dismiss,
        DismissalForm,
        (
            FormField("soort", Look.CHOICE, mark("Wat beslis je?"), choices=labels.DISMISSAL),
            _MOTIVATION,
        ),
        asks=True,
        template="gas_decide.html",
        beside=weighed,
    ),
    StepForm(
        GasStep.EXPIRY,
        "vervallen",
        SANCTIONING,
        _expire,
        explained=mark(
            "De beslissingstermijn is voorbij. Als je dit bevestigt, kan er geen geldboete meer"
            " volgen. Dit kan je niet ongedaan maken."
        ),
        button=mark("Ja, bevestig"),
    ),
    StepForm(
        GasStep.CORRECTION,
        "rechtzetten",
        SANCTIONING,
        _correct,
        CorrectionForm,
        (
            FormField("bedrag", Look.EUROS, mark("Juist bedrag in euro")),
            FormField(
                "motivering",
                Look.AREA,
                mark("Waarom zet je het bedrag recht?"),
                mark("Deze tekst komt in de brief aan de persoon."),
            ),
        ),
        mark(
            "Alleen een lager bedrag kan. Wat te veel betaald is, gaat terug. De persoon krijgt "
            "een brief en kan daarna nog een maand in beroep gaan. Loopt er beroep, meld het dan "
            "aan de rechtbank. Is het de verkeerde persoon? Trek de geldboete dan in."
        ),
        asks=True,
    ),
    StepForm(
        GasStep.WITHDRAWAL,
        "intrekken",
        SANCTIONING,
        _withdraw,
        WithdrawalForm,
        (
            FormField(
                "motivering",
                Look.AREA,
                mark("Waarom trek je de geldboete in?"),
                mark(
                    "Deze tekst komt in de brief aan de persoon. Anderen kunnen die lezen: schrijf "
                    "niets op dat iemand in gevaar brengt, ook niet dat de persoon slachtoffer is."
                ),
            ),
        ),
        mark(
            "De persoon hoeft niets te betalen en krijgt terug wat al betaald is. De boete telt "
            "niet meer mee in het register en voor herhaling. Loopt er beroep, meld het dan aan de "
            "rechtbank. Dit kan je niet ongedaan maken."
        ),
        asks=True,
    ),
)
