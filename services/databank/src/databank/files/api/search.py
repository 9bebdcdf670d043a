"""Searching for a person over HTTP: for a purpose, and outside the own task for a reason."""

from typing import Annotated, Any
from uuid import UUID, uuid4

from fastapi import APIRouter
from pydantic import AwareDatetime, Field

from chassis.edge import Tx
from chassis.messages import lazy
from chassis.web import Actor, Body, Problem, View
from chassis.web.problem import respond
from contracts.codes import Branch
from databank.access.purposes.rules import LONGEST_REASON, needs_reason
from databank.access.purposes.store import Grant
from databank.access.roles import Officer, Purpose
from databank.files import search
from databank.files.rules import search as seeking
from databank.files.search import Found, Refused
from databank.matching import labels as matching
from linkage.claim import Features, IdentityDocument, RawClaim

router = APIRouter()

Text = Annotated[str | None, Field(default=None, max_length=120)]
NEEDS_REASON = lazy("Dit doel valt buiten je eigen opdracht. Schrijf kort waarom je zoekt.")
TOO_LITTLE = lazy(
    "Geef meer: een familienaam, een volledige geboortedatum, een nummer of een telefoonnummer."
)


class WantedBody(Body):
    """What is known of somebody; any punctuation, dates as people write them. Prints nothing."""

    family_name: Text
    given_names: Text
    birth_date: Text
    document_number: Text
    national_number: Text
    phone: Text

    def features(self) -> Features:
        return Features.of(
            RawClaim(
                family_name=self.family_name,
                given_names=self.given_names,
                birth_date=self.birth_date,
                documents=(IdentityDocument("", "", self.document_number),)
                if self.document_number
                else (),
                national_number=self.national_number,
                phone=self.phone,
            )
        )

    def __repr__(self) -> str:
        return "<wanted>"

    __str__ = __repr__


class SearchBody(WantedBody):
    reason: Annotated[str | None, Field(default=None, max_length=LONGEST_REASON)]


class AgreesView(View):
    field: str
    level: str
    sentence: str


class FoundView(View):
    """The least that tells persons apart. Of a shielded file only that it exists."""

    person_id: UUID
    shielded: bool
    given_names: str | None = None
    family_name: str | None = None
    birth_year: str | None = None
    identity_state: str | None = None
    last_branch: Branch | None = None
    last_seen_at: AwareDatetime | None = None
    why: list[AgreesView]

    @classmethod
    def of(cls, found: Found) -> "FoundView":
        known: dict[str, Any] = {}
        if not found.shielded:
            known = {**found.least}
            known |= {"last_branch": known["branch"], "last_seen_at": known["seen_at"]}
        why = [
            AgreesView(field=field, level=level, sentence=matching.PHRASES[field][level])
            for field, level in found.why
        ]
        return cls(**known, person_id=found.person_id, shielded=found.shielded, why=why)


class SearchedView(View):
    search_id: UUID
    too_many: bool
    persons: list[FoundView]


def checked_reason(actor: Actor, purpose: str, reason: str | None) -> str | None:
    """The reason as it is kept; a ``Problem`` where one is needed."""
    given = (reason or "").strip() or None
    if given is None and needs_reason(actor.function, purpose):
        raise Problem.field("reason", NEEDS_REASON)
    return given


def too_often(refused: Refused) -> Problem:
    title = lazy("Je zocht te vaak in korte tijd. Wacht even.")
    return Problem(429, "te-vaak", title, detail=f"Opnieuw vanaf {refused.until.isoformat()}.")


@router.post("/v1/person-searches")
async def post_search(body: SearchBody, tx: Tx, officer: Officer, purpose: Purpose) -> Any:
    """At most twenty persons; when there are more, none of them and ``tooMany``."""
    reason = checked_reason(officer, purpose, body.reason)
    wanted = body.features()
    if seeking.too_little(wanted):
        raise Problem.field("familyName", TOO_LITTLE)
    given = Grant(uuid4(), None, officer.subject, purpose, reason, None, tx.now)
    await search.grant(tx, officer, given)
    made = await search.search(tx, officer, wanted, given, uuid4())
    if isinstance(made, Refused):
        return respond(too_often(made))
    found = await search.shown(tx, officer, made, purpose)
    return SearchedView(
        search_id=made.id, too_many=made.too_many, persons=[FoundView.of(one) for one in found]
    )
