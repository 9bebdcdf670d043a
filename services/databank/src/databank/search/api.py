"""API of searches for a person: for a purpose, and outside the own task for a reason."""

from typing import Annotated, Any
from uuid import UUID, uuid4

from fastapi import APIRouter
from pydantic import AwareDatetime, Field

from chassis.edge import Tx
from chassis.messages import lazy
from chassis.web import Body, Problem, View
from chassis.web.problem import respond
from contracts.branches import Branch
from databank.access.purposes.grant import state_purpose
from databank.access.purposes.rules import LONGEST_REASON, PurposeCode
from databank.matching.labels import PHRASES
from databank.roles import Officer, Purpose
from databank.search import rules
from databank.search.find import FoundPerson, TooOften, search_persons, show_found
from databank.search.rules import TOO_LITTLE

router = APIRouter()

Text = Annotated[str | None, Field(default=None, max_length=120)]


class SearchBody(Body):
    """Data known of somebody; any punctuation, dates as people write them. Prints nothing."""

    family_name: Text
    given_names: Text
    birth_date: Text
    document_number: Text
    national_number: Text
    phone: Text
    reason: Annotated[str | None, Field(default=None, max_length=LONGEST_REASON)]

    def __repr__(self) -> str:
        return "<wanted>"

    __str__ = __repr__


class AgreesView(View):
    field: str
    level: str
    sentence: str


class FoundView(View):
    """The least that tells persons apart. Of a shielded file only that it exists."""

    person_id: UUID | None
    shielded: bool
    asking_access: str | None
    given_names: str | None = None
    family_name: str | None = None
    birth_year: str | None = None
    identity_state: str | None = None
    last_branch: Branch | None = None
    last_seen_at: AwareDatetime | None = None
    why: list[AgreesView]

    @classmethod
    def of(cls, found: FoundPerson) -> "FoundView":
        known: dict[str, Any] = {}
        if found.summary is not None:
            known = {
                "given_names": found.summary.given_names,
                "family_name": found.summary.family_name,
                "birth_year": found.summary.birth_year,
                "identity_state": found.summary.identity_state,
                "last_branch": found.summary.branch,
                "last_seen_at": found.summary.seen_at,
            }
        why = [
            AgreesView(field=field, level=level, sentence=PHRASES[field][level])
            for field, level in found.why
        ]
        return cls(
            **known,
            person_id=found.person_id,
            shielded=found.shielded,
            asking_access=found.asking_access,
            why=why,
        )


class SearchedView(View):
    search_id: UUID
    too_many: bool
    persons: list[FoundView]


@router.post("/v1/person-searches")
async def post_search(body: SearchBody, tx: Tx, officer: Officer, purpose: Purpose) -> Any:
    """At most twenty persons; when there are more, none of them and ``tooMany``."""
    grant = await state_purpose(tx, officer, PurposeCode(purpose), body.reason)
    wanted = rules.features(**body.model_dump(exclude={"reason"}))
    if rules.too_little(wanted):
        raise Problem.field("familyName", TOO_LITTLE)
    search = await search_persons(tx, officer, wanted, grant, uuid4())
    if isinstance(search, TooOften):
        return respond(_too_often(search))
    found = await show_found(tx, officer, search, purpose)
    return SearchedView(
        search_id=search.id,
        too_many=search.too_many,
        persons=[FoundView.of(person) for person in found],
    )


def _too_often(limit: TooOften) -> Problem:
    """Answered and not raised, so that the log keeps it."""
    title = lazy("Je zocht te vaak in korte tijd. Wacht even.")
    return Problem(429, "te-vaak", title, detail=f"Opnieuw vanaf {limit.until.isoformat()}.")
