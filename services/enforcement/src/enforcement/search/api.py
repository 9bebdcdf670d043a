"""API of the search: cases by what stands on a paper, persons behind a purpose, files."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path
from pydantic import Field

from chassis.edge import Tx
from chassis.messages import lazy
from chassis.web import Actor, Body, CalendarDay, Page, PageRequest, Problem, View, allow
from chassis.web.paging import PageInfo
from chassis.web.problem import respond
from enforcement.cases.api.offenders import Why
from enforcement.cases.rules import CaseKind
from enforcement.functions import CASE_WORKERS, CITY, FINANCE, SANCTIONING
from enforcement.search import find, read_file
from enforcement.search.find import Person, TooOften
from enforcement.search.read_file import File
from enforcement.search.rules import WRITTEN, Holding
from enforcement.search.store.hits import CaseHit

router = APIRouter(prefix="/v1", tags=["zoeken"])

Searcher = Annotated[Actor, allow(*CITY, *SANCTIONING, *FINANCE)]
PlaceReader = Annotated[Actor, allow(*CITY, *SANCTIONING)]
OwnerReader = Annotated[Actor, allow(*CITY)]
PersonSearcher = Annotated[Actor, allow(*CASE_WORKERS, *SANCTIONING)]


class CaseSearchBody(Body):
    """``text``: a case number, a report's number, a payment reference or an address."""

    text: str = Field(max_length=120)

    def __repr__(self) -> str:
        return "<wanted>"

    __str__ = __repr__


class PersonSearchBody(Body):
    """Prints nothing."""

    name: str = Field(max_length=120)
    birth_date: CalendarDay | None = None

    def __repr__(self) -> str:
        return "<wanted>"

    __str__ = __repr__


class CaseHitView(View):
    """``lastDay`` is of the running term that ends first."""

    case_id: UUID
    kind: CaseKind
    number: str
    state: str
    opened_at: datetime
    premises_id: UUID | None
    place: str | None
    last_day: date | None


class PlaceHitView(View):
    premises_id: UUID
    label: str
    street: str
    house_number: str
    postcode: str


class DebtView(View):
    """For finance: a debt by the number of its case."""

    case_id: UUID
    number: str


class FoundCasesView(View):
    """No case when there are ``tooMany``; the premises at an address all the same. ``owner``: the
    code that was typed, where an owner has it.
    """

    cases: list[CaseHitView]
    places: list[PlaceHitView]
    debt: DebtView | None
    owner: str | None
    too_many: bool


class PersonView(View):
    """Without a whole birth date the cases are those of one case alone."""

    person_id: UUID
    name: str
    birth_date: str | None
    cases: list[CaseHitView]

    @classmethod
    def of(cls, person: Person) -> "PersonView":
        return cls(
            person_id=person.person_id,
            name=person.name,
            birth_date=person.birth_date,
            cases=[CaseHitView.model_validate(case) for case in person.cases],
        )


class FoundPersonsView(View):
    """At most twenty persons; when there are more, none of them and ``tooMany``."""

    persons: list[PersonView]
    too_many: bool


class EffectView(View):
    """What a decision restricts: from ``beginsAt`` until ``endsAt``, which is exclusive and empty
    for what lasts. ``undoneAt``: it was lifted or stayed before that. ``annulled``: the Council of
    State annulled it, so it never was. Amounts, in cents, are those of a penalty payment.
    """

    case_id: UUID
    kind: CaseKind
    number: str
    what: str
    begins_at: datetime
    ends_at: datetime | None
    undone_at: datetime | None = Field(validation_alias="undone_early")
    annulled: bool
    amount_cents: int | None
    unit: str | None
    ceiling_cents: int | None


class HoldingView(View):
    """The time in which an owner held a declaration. ``until`` is the last day, empty now."""

    owner: str
    since: date
    until: date | None
    dossier_id: UUID
    number: str
    premises_id: UUID
    place: str

    @classmethod
    def of(cls, holding: Holding) -> "HoldingView":
        declared = holding.declared
        return cls(
            owner=holding.owner,
            since=holding.since,
            until=holding.until,
            dossier_id=declared.dossier_id,
            number=declared.number,
            premises_id=declared.premises_id,
            place=declared.place,
        )


class CasePageView(View):
    """A page of the cases of a file, the first last day on top."""

    cases: list[CaseHitView]
    described: PageInfo = Field(alias="_page")

    @classmethod
    def page_of(cls, cases: Sequence[CaseHit], page: PageRequest) -> dict[str, Any]:
        shown = cases[page.offset : page.offset + page.pagesize]
        described = PageInfo(
            size=page.pagesize,
            number=page.page,
            total_elements=len(cases),
            total_pages=max(1, -(-len(cases) // page.pagesize)),
        )
        return {
            "cases": [CaseHitView.model_validate(case) for case in shown],
            "_page": described,
        }


class FileView(CasePageView):
    """``effects`` of the cases on this page, the latest first. ``owners``, then and now, are on
    each page, for functions that read declarations.
    """

    effects: list[EffectView]
    owners: list[HoldingView]

    @classmethod
    def parts(cls, file: File, page: PageRequest) -> dict[str, Any]:
        cases = cls.page_of(file.cases, page)
        shown = {case.case_id for case in cases["cases"]}
        effects = [effect for effect in file.effects if effect.case_id in shown]
        return {
            **cases,
            "effects": [EffectView.model_validate(effect) for effect in effects],
            "owners": [HoldingView.of(holding) for holding in file.owned],
        }


class PlaceFileView(PlaceHitView, FileView):
    """Premises with their file."""


class PersonFileView(CasePageView):
    """A person with a page of their cases."""

    person_id: UUID
    name: str
    birth_date: str | None


class OwnerFileView(FileView):
    """An owner by code; ``owners`` is each time in which the owner held a declaration."""

    owner: str


@router.post("/case-searches")
async def post_case_search(body: CaseSearchBody, tx: Tx, actor: Searcher) -> FoundCasesView:
    """Cases of the procedures that the actor may read, also those that ended; nobody is named."""
    found = await find.show_found(tx, actor, await find.search_cases(tx, actor, body.text))
    return FoundCasesView(
        cases=[CaseHitView.model_validate(case) for case in found.cases],
        places=[PlaceHitView.model_validate(place) for place in found.places],
        debt=None if found.debt is None else DebtView.model_validate(found.debt),
        owner=found.owner,
        too_many=found.too_many,
    )


@router.post("/case-person-searches")
async def post_person_search(
    body: PersonSearchBody, tx: Tx, actor: PersonSearcher, why: Why
) -> Any:
    """Persons by name, over accents and the order of words; each one shown is logged as read."""
    search = await find.search_persons(tx, actor, body.name, body.birth_date, why)
    if isinstance(search, TooOften):
        return respond(_too_often(search))
    found = await find.show_found(tx, actor, search)
    return FoundPersonsView(
        persons=[PersonView.of(person) for person in found.persons], too_many=found.too_many
    )


@router.get("/case-persons/{person_id}")
async def get_person(
    person_id: UUID, tx: Tx, actor: PersonSearcher, why: Why, page: Page
) -> PersonFileView:
    """Somebody with all that runs and ran about them, page by page, logged for each case."""
    person = await find.read_person(tx, actor, person_id, why)
    file = await read_file.file_of(tx, actor, person.cases)
    return PersonFileView(
        person_id=person.person_id,
        name=person.name,
        birth_date=person.birth_date,
        **PersonFileView.page_of(file.cases, page),
    )


@router.get("/premises/{premises_id}/cases")
async def get_place(premises_id: UUID, tx: Tx, actor: PlaceReader, page: Page) -> PlaceFileView:
    """Premises with all that runs and ran about them, and what restricts them or did; page by
    page."""
    place, file = await read_file.read_place(tx, actor, premises_id)
    return PlaceFileView(
        premises_id=place.premises_id,
        label=place.label,
        street=place.street,
        house_number=place.house_number,
        postcode=place.postcode,
        **FileView.parts(file, page),
    )


@router.get("/owners/{owner}/cases")
async def get_owner(
    owner: Annotated[str, Path(max_length=64, pattern=WRITTEN)],
    tx: Tx,
    actor: OwnerReader,
    page: Page,
) -> OwnerFileView:
    """An owner by code, with the houses then and now, and all that runs and ran; page by page."""
    file = await read_file.read_owner(tx, actor, owner)
    return OwnerFileView(owner=owner, **FileView.parts(file, page))


def _too_often(limit: TooOften) -> Problem:
    """Answered and not raised, so that the log keeps it."""
    detail = lazy("Opnieuw vanaf %(until)s.", until=limit.until.isoformat())
    return Problem(429, "te-vaak", limit.reason, detail=detail)
