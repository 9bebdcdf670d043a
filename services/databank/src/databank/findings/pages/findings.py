"""Findings on a phone: what is noted, what must leave when, and a new one."""

from datetime import UTC, datetime, time
from typing import Annotated, Any
from uuid import UUID

import asyncpg
from fastapi import APIRouter, Query, Request
from pydantic import Field, model_validator
from starlette.responses import Response

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Action, Actor, Body, Problem, record_access
from chassis.web.pages import Form, go, page, read
from chassis.web.pages.idempotency import is_first, new_key
from chassis.web.pages.languages import mark
from chassis.web.pages.site import BRUSSELS
from contracts.codes import Addressee, Branch, OffenderRole, ReportKind
from contracts.identity import OffenderIdentity
from databank.access.roles import TOEZICHT, Officer, TeamMember, log_shown
from databank.findings import labels, report
from databank.findings import rules as rules_of
from databank.findings.labels import fact
from databank.findings.report import Facts, Offender
from databank.findings.rules import FindingState
from databank.findings.store import steps
from databank.identity_checks.pages.person_form import BirthDate, Day
from databank.inspections.store import encounters, inspections
from databank.screens import labels as screens
from databank.shifts.store import verifications

router = APIRouter(include_in_schema=False)

SOON = 14
"""Days before the end of the term from which a finding is marked."""
S = FindingState
LISTS = {
    "te-doen": (S.GENOTEERD, S.VASTSTELLING, S.IN_OPMAAK, S.OPGEMAAKT),
    "weg": (S.OVERGEMAAKT, S.INGEVOERD),
    "klaar": (S.GEEN_GEVOLG, S.MONDELINGE_WAARSCHUWING, S.GESEPONEERD, S.INGETROKKEN),
}
SOMEBODY_ELSE, NOBODY = "anders", "niemand"


class NoteForm(Body):
    """``offender``: the place of somebody in the inspection, somebody else by name, or nobody."""

    fact_code: str = Field(alias="feit", max_length=60)
    day: Day | None = Field(default=None, alias="dag")
    hour: time | None = Field(default=None, alias="uur")
    branch: Branch = Field(alias="vorm")
    in_zone: bool = Field(alias="zone")
    caught: bool = Field(default=False, alias="heterdaad")
    offender: str = Field(alias="overtreder", pattern=r"^(\d{1,3}|anders|niemand)$")
    role: OffenderRole | None = Field(default=None, alias="rol")
    name: str | None = Field(default=None, alias="naam", max_length=240)
    born: BirthDate | None = Field(default=None, alias="geboren")
    organisation: str | None = Field(default=None, alias="zaak", max_length=120)
    victims: list[int] = Field(default_factory=list, alias="slachtoffers")
    witnesses: list[int] = Field(default_factory=list, alias="getuigen")
    inspection_id: UUID | None = Field(default=None, alias="inspectie")
    verification_id: UUID | None = Field(default=None, alias="controle")
    key: UUID = Field(alias="sleutel")

    @model_validator(mode="after")
    def names_the_offender(self) -> "NoteForm":
        if self.offender == SOMEBODY_ELSE and not (self.name and self.role):
            raise ValueError(mark("Vul van de overtreder de naam en de rol in."))
        return self


@router.get("/vaststellingen")
async def get_findings(
    request: Request,
    tx: Tx,
    officer: Officer,
    which: Annotated[str, Query(alias="lijst", pattern="^(te-doen|weg|klaar)$")] = "te-doen",
) -> Response:
    """Without who it is about: that is read one finding at a time."""
    rows = await steps.at_work(tx.conn, [state.value for state in LISTS[which]])
    await record_access(
        tx,
        officer,
        action=Action.CONSULT,
        subject_kind="findings",
        subject_id=f"{len(rows)} vaststellingen",
        purpose=TOEZICHT,
    )
    today = tx.now.astimezone(BRUSSELS).date()
    return page(
        request,
        "findings.html",
        rows=[(row, stage_of(row), _days_left(row, today)) for row in rows],
        which=which,
        facts=_named(await steps.fact_codes(tx.conn, today)),
        soon=SOON,
        field=labels,
        words=screens,
    )


@router.get("/vaststellingen/nieuw")
async def get_new(
    request: Request,
    tx: Tx,
    officer: TeamMember,
    inspection_id: Annotated[UUID | None, Query(alias="inspectie")] = None,
    verification_id: Annotated[UUID | None, Query(alias="controle")] = None,
) -> Response:
    given = {"inspectie": inspection_id, "controle": verification_id}
    form: Form[NoteForm] = Form(values={k: [str(v)] for k, v in given.items() if v})
    if inspection_id:
        found = await inspections.get(tx.conn, inspection_id)
        if found is None:
            raise Problem.not_found(mark("Deze inspectie"))
        form.values["vorm"] = [found["branch"]]
    elif verification_id:
        form.values["vorm"] = [Branch.RAAM.value]
    if inspection_id is None:
        form.values["overtreder"] = [SOMEBODY_ELSE]
    return await _new(request, tx, officer, form)


@router.post("/vaststellingen/nieuw")
async def post_new(request: Request, tx: Tx, officer: TeamMember) -> Response:
    """The key of the form is the finding's id: sent again, it leads to the same page."""
    form = await read(request, NoteForm)
    for name in ("feit", "vorm", "zone", "overtreder"):
        if name in form.errors:
            form.errors[name] = mark("Maak een keuze.")
    if form.model is not None:
        facts = await _facts(tx, form)
        if facts is not None and not form.errors:
            if await is_first(tx, form.model.key):
                await report.note(tx, officer.subject, form.model.key, facts)
            return go(f"/vaststellingen/{form.model.key}")
    return await _new(request, tx, officer, form, status=422)


async def _facts(tx: Transaction, form: Form[NoteForm]) -> Facts | None:
    """What was noted, with places and persons of the inspection; what is wrong goes to the form."""
    one = form.model
    assert one is not None
    met = await _met(tx, one.inspection_id)
    known = await steps.fact_codes(tx.conn, tx.now.date())
    at = tx.now
    if one.day:
        local = datetime.combine(one.day, one.hour or time(12), BRUSSELS)
        at = local.astimezone(UTC)
    if at > tx.now:
        form.errors["dag"] = mark("Dit moment moet nog komen. Geef de dag van de feiten.")
    if one.fact_code not in known:
        form.errors["feit"] = mark("Maak een keuze.")
    wanted = {*one.victims, *one.witnesses}
    wanted |= {int(one.offender)} if one.offender.isdigit() else set()
    if wanted - met.keys():
        form.errors["overtreder"] = mark("Deze persoon staat niet meer in de inspectie.")
    if one.offender.isdigit() and one.role is None:
        form.errors["rol"] = mark("Kies de rol van de overtreder.")
    if form.errors:
        return None
    places = await inspections.places(tx.conn, one.inspection_id) if one.inspection_id else []
    premises_id = places[0]["premises_id"] if places else None
    if one.verification_id:
        seen = await verifications.get(tx.conn, one.verification_id)
        if seen is None:
            raise Problem.not_found(mark("Deze controle"))
        premises_id = seen["premises_id"]
    others = [("slachtoffer", nr) for nr in one.victims] + [("getuige", nr) for nr in one.witnesses]
    return Facts(
        fact_code=one.fact_code,
        fact_at=at,
        branch=one.branch,
        in_tolerance_zone=one.in_zone,
        caught_in_act=one.caught,
        premises_id=premises_id,
        establishment_id=places[0]["id"] if places else None,
        inspection_id=one.inspection_id,
        verification_id=one.verification_id,
        offender=_offender(one, met),
        others=tuple((role, met[nr]["person_id"], met[nr]["claim_id"]) for role, nr in others),
    )


def _offender(one: NoteForm, met: dict[int, asyncpg.Record]) -> Offender | None:
    if one.offender == NOBODY or one.role is None:
        return None
    if one.offender == SOMEBODY_ELSE:
        named = OffenderIdentity(
            name=one.name or "", birth_date=one.born, organisation=one.organisation
        )
        return Offender(one.role, named)
    row = met[int(one.offender)]
    person = OffenderIdentity(
        name=name_of(row), birth_date=row["birth_date"], organisation=one.organisation
    )
    return Offender(one.role, person, row["person_id"])


def name_of(row: asyncpg.Record) -> str:
    full = " ".join(filter(None, (row["given_names"], row["family_name"])))
    return full or row["alias"] or "onbekend"


async def _met(tx: Transaction, inspection_id: UUID | None) -> dict[int, asyncpg.Record]:
    """Whom a finding of an inspection may name: who was met, and said who they were."""
    if inspection_id is None:
        return {}
    rows = await encounters.standing(tx.conn, inspection_id)
    return {row["position"]: row for row in rows if row["claim_id"]}


async def _new(
    request: Request, tx: Transaction, officer: Actor, form: Form[Any], *, status: int = 200
) -> Response:
    try:
        inspection_id = UUID(form.value("inspectie")) if form.value("inspectie") else None
    except ValueError:
        raise Problem.not_found(mark("Deze inspectie")) from None
    met = await _met(tx, inspection_id)
    await log_shown(tx, officer, [row["person_id"] for row in met.values()], TOEZICHT)
    return page(
        request,
        "finding_new.html",
        status=status,
        form=form,
        key=form.value("sleutel") or new_key(),
        facts=_named(await steps.fact_codes(tx.conn, tx.now.date())),
        met=[(nr, name_of(row), row["role"]) for nr, row in met.items()],
        field=labels,
        words=screens,
    )


def stage_of(row: asyncpg.Record) -> str:
    kind, addressee = row["report_kind"], row["addressee"]
    return rules_of.stage(
        FindingState(row["state"]),
        ReportKind(kind) if kind else None,
        Addressee(addressee) if addressee else None,
    )


def _days_left(row: asyncpg.Record, today: Any) -> int | None:
    """Until the last day on which the city may get it; None where it need not or did."""
    if row["transmit_by"] is None or row["state"] not in LISTS["te-doen"]:
        return None
    if row["addressee"] in (None, "sanctionerend_ambtenaar", "gemengd"):
        left: int = (row["transmit_by"] - today).days
        return left
    return None


def _named(facts: dict[str, str]) -> dict[str, str]:
    return {code: fact(code, label) for code, label in facts.items()}
