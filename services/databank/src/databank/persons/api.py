"""View of a claim, for every route that shows one."""

from dataclasses import asdict
from datetime import date
from uuid import UUID

from pydantic import AwareDatetime

from chassis.web import View
from contracts.branches import Branch
from databank.persons.store.claims import StoredClaim


class ClaimView(View):
    """A claim: what somebody said about an identity. Prints nothing."""

    claim_id: UUID
    source_kind: str
    source_id: UUID
    branch: Branch | None
    given_names: str | None
    family_name: str | None
    birth_date: str | None
    document_kind: str | None
    document_country: str | None
    document_number: str | None
    document_expires_on: date | None
    national_number: str | None
    nationality: str | None
    phone: str | None
    sex: str | None
    alias: str | None
    street: str | None
    house_number: str | None
    postcode: str | None
    municipality: str | None
    received_at: AwareDatetime

    @classmethod
    def of(cls, claim: StoredClaim) -> "ClaimView":
        return cls(**asdict(claim), claim_id=claim.id)

    def __repr__(self) -> str:
        return "<claim>"

    __str__ = __repr__
