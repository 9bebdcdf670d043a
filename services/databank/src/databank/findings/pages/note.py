"""Note a finding: the facts, the offender, and the victims and witnesses of the inspection."""

from datetime import time
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import Field, model_validator
from starlette.responses import Response

from chassis.branches import KnownBranch, refuse_branch
from chassis.days import city_day, city_moment
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.observed import refuse_moment
from chassis.web import Actor, Body, Problem
from chassis.web.pages import Form, go, page, read
from chassis.web.pages import gettext as _
from chassis.web.pages.branches import offered_branches
from chassis.web.pages.idempotency import is_first, new_key
from chassis.web.pages.languages import mark
from contracts.branches import Branch
from contracts.codes import OffenderRole
from contracts.identity import OffenderIdentity
from databank.finding_register.rules.steps import PersonRole
from databank.finding_register.store import history
from databank.finding_register.store.history import OtherPerson
from databank.findings import labels
from databank.findings.note import Facts, Offender, note
from databank.findings.pages.facts import named
from databank.inspections.labels import ROLE
from databank.inspections.register_places import Place, register_places
from databank.inspections.store import encounters, inspections
from databank.inspections.store.encounters import Encounter
from databank.roles import TOEZICHT, TeamMember, log_shown
from databank.screens import labels as screens
from databank.shifts.store import verifications
from databank.stated_identity.pages import BirthDate, Day
from databank.welfare.minors import protection_of_offender

router = APIRouter(include_in_schema=False)

SOMEBODY_ELSE, NOBODY = "anders", "niemand"


class NoteForm(Body):
    """``offender``: the place of somebody in the inspection, somebody else by name, or nobody."""

    fact_code: str = Field(alias="feit", max_length=60)
    day: Day | None = Field(default=None, alias="dag")
    hour: time | None = Field(default=None, alias="uur")
    branch: KnownBranch = Field(alias="vorm")
    in_zone: bool = Field(alias="zone")
    caught: bool = Field(default=False, alias="heterdaad")
    offender: str = Field(alias="overtreder", pattern=r"^(\d{1,3}|anders|niemand)$")
    role: OffenderRole | None = Field(default=None, alias="rol")
    name: str | None = Field(default=None, alias="naam", max_length=240)
    born: BirthDate | None = Field(default=None, alias="geboren")
    organisation: str | None = Field(default=None, alias="zaak", max_length=120)
    place: str | None = Field(default=None, alias="plaats", min_length=2, max_length=120)
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
        inspection = await inspections.get(tx.conn, inspection_id)
        if inspection is None:
            raise Problem.not_found(mark("Deze inspectie"))
        form.values["vorm"] = [inspection.branch.value]
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
                await note(tx, officer.subject, form.model.key, facts)
            signal_id = await protection_of_offender(tx, form.model.key)
            if signal_id:
                return go(f"/bescherming/{signal_id}")
            return go(f"/vaststellingen/{form.model.key}")
    return await _new(request, tx, officer, form, status=422)


async def _facts(tx: Transaction, form: Form[NoteForm]) -> Facts | None:
    """The facts with place and persons of the inspection; errors go to the form."""
    sent = form.model
    assert sent is not None
    checked = await _checked(tx, sent.inspection_id)
    known = await history.fact_codes(tx.conn, city_day(tx.now))
    at = tx.now
    if sent.day:
        at = city_moment(sent.day, sent.hour or time(12))
    if refusal := refuse_moment("dag", at, tx.now):
        form.refuse(refusal)
    if refusal := refuse_branch("vorm", sent.branch, city_day(at)):
        form.refuse(refusal)
    if sent.fact_code not in known:
        form.errors["feit"] = mark("Maak een keuze.")
    wanted = {*sent.victims, *sent.witnesses}
    wanted |= {int(sent.offender)} if sent.offender.isdigit() else set()
    if wanted - checked.keys():
        form.errors["overtreder"] = mark("Deze persoon staat niet meer in de inspectie.")
    if sent.offender.isdigit() and sent.role is None:
        form.errors["rol"] = mark("Kies de rol van de overtreder.")
    if form.errors:
        return None
    places = await inspections.places(tx.conn, sent.inspection_id) if sent.inspection_id else []
    premises_id = places[0].premises_id if places else None
    establishment_id = places[0].id if places else None
    if sent.place and not sent.inspection_id and not sent.verification_id:
        (establishment_id,) = await register_places(tx, sent.branch, [Place(label=sent.place)])
    if sent.verification_id:
        verification = await verifications.get(tx.conn, sent.verification_id)
        if verification is None:
            raise Problem.not_found(mark("Deze controle"))
        premises_id = verification.premises_id
    return Facts(
        fact_code=sent.fact_code,
        fact_at=at,
        branch=sent.branch,
        in_tolerance_zone=sent.in_zone,
        caught_in_act=sent.caught,
        premises_id=premises_id,
        establishment_id=establishment_id,
        inspection_id=sent.inspection_id,
        verification_id=sent.verification_id,
        offender=_offender(sent, checked),
        others=(
            *(_other(PersonRole.SLACHTOFFER, checked[nr]) for nr in sent.victims),
            *(_other(PersonRole.GETUIGE, checked[nr]) for nr in sent.witnesses),
        ),
    )


def _other(role: PersonRole, encounter: Encounter) -> OtherPerson:
    assert encounter.person_id is not None  # only who has a claim is offered
    assert encounter.claim_id is not None
    return OtherPerson(role, encounter.person_id, encounter.claim_id)


def _offender(sent: NoteForm, checked: dict[int, Encounter]) -> Offender | None:
    if sent.offender == NOBODY or sent.role is None:
        return None
    if sent.offender == SOMEBODY_ELSE:
        named_by_hand = OffenderIdentity(
            name=sent.name or "", birth_date=sent.born, organisation=sent.organisation
        )
        return Offender(sent.role, named_by_hand)
    encounter = checked[int(sent.offender)]
    person = OffenderIdentity(
        name=_name_of(encounter),
        birth_date=encounter.birth_date,
        organisation=sent.organisation,
    )
    return Offender(sent.role, person, encounter.person_id)


def _name_of(encounter: Encounter) -> str:
    full = " ".join(filter(None, (encounter.given_names, encounter.family_name)))
    return full or encounter.alias or "onbekend"


async def _checked(tx: Transaction, inspection_id: UUID | None) -> dict[int, Encounter]:
    """The persons of an inspection that a finding may name: those with an identity."""
    if inspection_id is None:
        return {}
    present = await encounters.present(tx.conn, inspection_id)
    return {each.position: each for each in present if each.claim_id}


async def _new(
    request: Request, tx: Transaction, officer: Actor, form: Form[Any], *, status: int = 200
) -> Response:
    try:
        inspection_id = UUID(form.value("inspectie")) if form.value("inspectie") else None
    except ValueError:
        raise Problem.not_found(mark("Deze inspectie")) from None
    checked = await _checked(tx, inspection_id)
    await log_shown(tx, officer, [each.person_id for each in checked.values()], TOEZICHT)
    return page(
        request,
        "finding_new.html",
        status=status,
        form=form,
        key=form.value("sleutel") or new_key(),
        facts=named(await history.fact_codes(tx.conn, city_day(tx.now))),
        persons=[(nr, _name_of(each), _(ROLE[each.role])) for nr, each in checked.items()],
        branches=offered_branches(city_day(tx.now), *form.chosen("vorm")),
        labels=labels,
        words=screens,
    )
