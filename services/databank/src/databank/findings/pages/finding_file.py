"""One finding on screen, and the steps with it: each a form of its own with a key."""

from datetime import date
from typing import Any, Literal
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import Field
from starlette.responses import Response

from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.refusals import FieldRefusedError
from chassis.web import Actor, Body, Problem
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.idempotency import is_first, new_key
from chassis.web.pages.languages import mark
from contracts.codes import Addressee, Procedure, ReportKind, SignalKind
from contracts.mixed_facts.codes import ProsecutorAnswer
from databank.authorisation import TEAM
from databank.finding_register.rules.steps import FindingState, PersonRole, PossibleVictim, Step
from databank.finding_register.store import city_cases, history
from databank.findings import hear_prosecutor, labels, transfer
from databank.findings.advance import take_step
from databank.findings.check_victim import check_victim
from databank.findings.end_doubt import end_doubt
from databank.findings.read import open_finding
from databank.findings.report import choose_report, close_report
from databank.findings.rules.prosecutor import awaits_answer
from databank.findings.rules.report import ReportNumberError, ReportNumberInUseError
from databank.findings.rules.transfer import JudicialInformation, LeaveMissingError
from databank.findings.store import prosecutor
from databank.premises.store import premises
from databank.roles import TOEZICHT, Leader, Officer, TeamMember
from databank.screens import labels as screens
from databank.welfare.consultation_hold import consult_first, is_held
from databank.welfare.minors import unreviewed_protection
from databank.welfare.rules.source import of_finding
from databank.welfare.store import protective_doubts, signals

router = APIRouter(include_in_schema=False)

ENDS = {"geen_gevolg": Step.GEEN_GEVOLG, "waarschuwen": Step.WAARSCHUWEN}


class ConsequenceForm(Body):
    """A step that ends it, or the report that follows with its addressee."""

    chosen: str = Field(
        alias="gevolg",
        pattern=r"^(geen_gevolg|waarschuwen|(PV|RIR|INFORMATIERAPPORT):[a-z_]{4,30})$",
    )
    key: UUID = Field(alias="sleutel")


class NumberForm(Body):
    number: str = Field(min_length=3, max_length=40, alias="nummer")
    key: UUID = Field(alias="sleutel")


class VictimForm(Body):
    answer: PossibleVictim = Field(alias="antwoord")
    key: UUID = Field(alias="sleutel")


class TransferForm(Body):
    """``parket`` and ``politie`` are not of the city: only that it went is noted."""

    procedure: Procedure | Literal["parket", "politie"] = Field(alias="procedure")
    judicial: Literal["ja", "nee"] | None = Field(default=None, alias="gerechtelijk")
    leave: str | None = Field(default=None, min_length=3, max_length=200, alias="toelating")
    key: UUID = Field(alias="sleutel")


class ProsecutorForm(Body):
    answer: ProsecutorAnswer = Field(alias="antwoord")
    on: date = Field(alias="antwoord-dag")
    source: str = Field(min_length=3, max_length=200, alias="bron")
    key: UUID = Field(alias="sleutel")


class ConsultationForm(Body):
    sure: Literal["true"] = Field(alias="overlegd")
    key: UUID = Field(alias="sleutel")


class EndForm(Body):
    step: Literal[Step.SEPONEREN, Step.INTREKKEN] = Field(alias="einde")
    reason: str = Field(min_length=3, max_length=200, alias="reden")
    key: UUID = Field(alias="sleutel")


@router.get("/vaststellingen/{finding_id}")
async def get_finding(request: Request, finding_id: UUID, tx: Tx, officer: Officer) -> Response:
    return await _show(request, finding_id, tx, officer, Form())


@router.post("/vaststellingen/{finding_id}/gevolg")
async def post_consequence(
    request: Request, finding_id: UUID, tx: Tx, officer: TeamMember
) -> Response:
    form = await read(request, ConsequenceForm)
    if form.model is None:
        form.errors = {"gevolg": mark("Maak een keuze.")}
        return await _show(request, finding_id, tx, officer, form, status=422)
    chosen = form.model.chosen
    if await is_first(tx, form.model.key):
        if chosen in ENDS:
            await take_step(tx, officer.subject, finding_id, ENDS[chosen])
        else:
            kind, _colon, addressee = chosen.partition(":")
            if addressee not in list(Addressee):
                raise Problem.field("gevolg", mark("Maak een keuze."))
            await choose_report(
                tx, officer.subject, finding_id, ReportKind(kind), Addressee(addressee)
            )
        await tell(tx, request, _("Je keuze is bewaard."))
    return go(f"/vaststellingen/{finding_id}")


@router.post("/vaststellingen/{finding_id}/nummer")
async def post_number(request: Request, finding_id: UUID, tx: Tx, officer: TeamMember) -> Response:
    """A number that is wrong or in use is said at the field, and nothing is half done."""
    form = await read(request, NumberForm)
    if form.model is not None:
        try:
            async with tx.conn.transaction():  # a number that is refused uses no key
                if await is_first(tx, form.model.key):
                    await close_report(tx, officer.subject, finding_id, form.model.number)
                    await tell(tx, request, _("Het rapport is afgesloten."))
        except (ReportNumberError, ReportNumberInUseError) as refusal:
            form.errors["nummer"] = refusal.reason
    else:
        form.errors = {"nummer": mark("Vul het nummer van het rapport in.")}
    if form.errors:
        return await _show(request, finding_id, tx, officer, form, status=422)
    return go(f"/vaststellingen/{finding_id}")


@router.get("/vaststellingen/{finding_id}/slachtoffer")
async def get_victim(request: Request, finding_id: UUID, tx: Tx, officer: TeamMember) -> Response:
    return await _show(request, finding_id, tx, officer, Form(), "finding_victim.html")


@router.post("/vaststellingen/{finding_id}/slachtoffer")
async def post_victim(request: Request, finding_id: UUID, tx: Tx, officer: TeamMember) -> Response:
    """A yes leads to protection at once, also when the form is sent again."""
    form = await read(request, VictimForm)
    if form.model is None:
        form.errors = {"antwoord": mark("Maak een keuze. Weet je het niet? Zeg dat dan.")}
        return await _show(
            request, finding_id, tx, officer, form, "finding_victim.html", status=422
        )
    if await is_first(tx, form.model.key):
        await check_victim(tx, officer.subject, finding_id, form.model.answer)
    if form.model.answer is PossibleVictim.JA:
        signal_id = await signals.of_source(
            tx.conn, SignalKind.MENSENHANDEL, of_finding(finding_id)
        )
        return go(f"/bescherming/{signal_id}")
    return go(f"/vaststellingen/{finding_id}")


@router.get("/vaststellingen/{finding_id}/overmaken")
async def get_transfer(request: Request, finding_id: UUID, tx: Tx, officer: TeamMember) -> Response:
    return await _show(request, finding_id, tx, officer, Form(), "finding_transfer.html")


@router.post("/vaststellingen/{finding_id}/overmaken")
async def post_transfer(
    request: Request, finding_id: UUID, tx: Tx, officer: TeamMember
) -> Response:
    form = await read(request, TransferForm)
    sent = form.model
    if sent is None:
        words = {"procedure": mark("Maak een keuze.")}
        form.errors = {name: words.get(name, text) for name, text in form.errors.items()}
    elif isinstance(sent.procedure, Procedure) and sent.judicial is None:
        form.errors["gerechtelijk"] = mark("Maak een keuze.")
    else:
        try:
            async with tx.conn.transaction():  # a form that is refused uses no key
                if await is_first(tx, sent.key):
                    await _hand_over(tx, officer.subject, finding_id, sent)
                    await tell(tx, request, _("De vaststelling is overgemaakt."))
        except LeaveMissingError as refusal:
            form.errors["toelating"] = refusal.reason
    if form.errors:
        return await _show(
            request, finding_id, tx, officer, form, "finding_transfer.html", status=422
        )
    return go(f"/vaststellingen/{finding_id}")


async def _hand_over(tx: Transaction, officer: str, finding_id: UUID, sent: TransferForm) -> None:
    match sent.procedure:
        case "parket":
            await transfer.hand_to_prosecutor(tx, officer, finding_id)
        case "politie":
            await take_step(tx, officer, finding_id, Step.INVOEREN)
        case procedure:
            judicial = JudicialInformation(sent.judicial == "ja", sent.leave)
            await transfer.transfer(tx, officer, finding_id, procedure, judicial)


@router.post("/vaststellingen/{finding_id}/parket")
async def post_prosecutor(
    request: Request, finding_id: UUID, tx: Tx, officer: TeamMember
) -> Response:
    """The answer of the prosecutor, as somebody at the police got it."""
    form = await read(request, ProsecutorForm)
    if form.model is None:
        reasons = {
            "antwoord": mark("Maak een keuze."),
            "antwoord-dag": mark("Zeg op welke dag het antwoord kwam."),
            "bron": mark("Zeg van welk ambt het antwoord komt, en het kenmerk."),
        }
        form.errors = {name: reasons.get(name, text) for name, text in form.errors.items()}
        return await _show(request, finding_id, tx, officer, form, status=422)
    sent = form.model
    try:
        async with tx.conn.transaction():  # a day that is refused uses no key
            if await is_first(tx, sent.key):
                await hear_prosecutor.note_answer(
                    tx, officer.subject, finding_id, sent.answer, sent.on, sent.source
                )
                await tell(tx, request, _("Het antwoord van het parket is bewaard."))
    except FieldRefusedError as refusal:
        form.errors["antwoord-dag"] = refusal.reason
        return await _show(request, finding_id, tx, officer, form, status=422)
    return go(f"/vaststellingen/{finding_id}")


@router.post("/vaststellingen/{finding_id}/overleg")
async def post_consultation(request: Request, finding_id: UUID, tx: Tx, leader: Leader) -> Response:
    """The leadership consulted about an unclear offender, and found nobody who is protected."""
    form = await read(request, ConsultationForm)
    if form.model is None:
        form.errors = {"overlegd": mark("Vink aan dat je overlegde.")}
        return await _show(request, finding_id, tx, leader, form, status=422)
    if await is_first(tx, form.model.key):
        await end_doubt(tx, leader.subject, finding_id)
        await tell(tx, request, _("Bewaard. Deze vaststelling wacht niet meer op dit overleg."))
    return go(f"/vaststellingen/{finding_id}")


@router.get("/vaststellingen/{finding_id}/beeindigen")
async def get_end(request: Request, finding_id: UUID, tx: Tx, officer: TeamMember) -> Response:
    return await _show(request, finding_id, tx, officer, Form(), "finding_end.html")


@router.post("/vaststellingen/{finding_id}/beeindigen")
async def post_end(request: Request, finding_id: UUID, tx: Tx, officer: TeamMember) -> Response:
    form = await read(request, EndForm)
    if form.model is None:
        reasons = {
            "einde": mark("Maak een keuze."),
            "reden": mark("Zeg in enkele woorden waarom."),
        }
        form.errors = {name: reasons.get(name, text) for name, text in form.errors.items()}
        return await _show(request, finding_id, tx, officer, form, "finding_end.html", status=422)
    if await is_first(tx, form.model.key):
        await take_step(tx, officer.subject, finding_id, form.model.step, form.model.reason)
        await tell(tx, request, _("De vaststelling is beëindigd."))
    return go(f"/vaststellingen/{finding_id}")


async def _show(
    request: Request,
    finding_id: UUID,
    tx: Transaction,
    officer: Actor,
    form: Form[Any],
    template: str = "finding.html",
    *,
    status: int = 200,
) -> Response:
    finding = await open_finding(tx, officer, finding_id, TOEZICHT)
    facts = await history.fact_codes(tx.conn, city_day(finding.fact_at))
    place = finding.establishment_id
    said = await prosecutor.of_finding(tx.conn, finding_id)
    is_ready = finding.state is FindingState.OPGEMAAKT and finding.offender_name
    return page(
        request,
        template,
        status=status,
        finding=finding,
        fact=labels.fact(finding.fact_code, facts.get(finding.fact_code, finding.fact_code)),
        place=await premises.label_of(tx.conn, str(place)) if place else None,
        steps=finding.next_steps if officer.function in TEAM else (),
        on_hold=await is_held(tx, finding) if is_ready else False,
        consult=await consult_first(tx, finding) if finding.next_steps else False,
        doubt=await protective_doubts.of_finding(tx.conn, finding_id),
        protection=await unreviewed_protection(tx, finding) if is_ready else None,
        persons=await history.persons_of(tx.conn, finding_id),
        history=await history.of_finding(tx.conn, finding_id),
        cases=await city_cases.of_finding(tx.conn, finding_id),
        prosecutor=said,
        awaits_prosecutor=officer.function in TEAM and awaits_answer(finding, said),
        form=form,
        key=form.value("sleutel") or new_key(),
        Addressee=Addressee,
        PersonRole=PersonRole,
        ReportKind=ReportKind,
        Step=Step,
        labels=labels,
        words=screens,
    )
