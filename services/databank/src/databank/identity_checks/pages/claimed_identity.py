"""The claim that an officer compares with a person and a document: of a shift, or of a file."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Self
from uuid import UUID

from databank.persons.rules import IdentityState
from databank.persons.store.claims import StoredClaim
from databank.persons.store.persons import PersonRow
from databank.shifts.store.quarter import DeclaredShift
from databank.stated_identity.rules.document_checks import DocumentReading


@dataclass(frozen=True, slots=True)
class ClaimedIdentity:
    """A claim with its person, and its shift if there is one; its ``repr`` prints nothing.

    A claim that nobody declared may be no whole identity.
    """

    person_id: UUID
    claim_id: UUID
    is_validated: bool
    given_names: str | None
    family_name: str | None
    birth_date: str | None
    nationality: str | None
    document_kind: str | None
    document_country: str | None
    document_number: str | None
    document_expires_on: date | None
    national_number: str | None
    shift_id: UUID | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    ended_at: datetime | None = None

    @classmethod
    def of_shift(cls, shift: DeclaredShift) -> Self:
        return cls(
            person_id=shift.person_id,
            claim_id=shift.claim_id,
            is_validated=shift.is_validated,
            given_names=shift.given_names,
            family_name=shift.family_name,
            birth_date=shift.birth_date,
            nationality=shift.nationality,
            document_kind=shift.document_kind,
            document_country=shift.document_country,
            document_number=shift.document_number,
            document_expires_on=shift.document_expires_on,
            national_number=shift.national_number,
            shift_id=UUID(str(shift.shift_id)),  # of a driver's type that is no JSON
            starts_at=shift.starts_at,
            ends_at=shift.ends_at,
            ended_at=shift.ended_at,
        )

    @classmethod
    def of_person(cls, person: PersonRow, claim: StoredClaim) -> Self:
        return cls(
            person_id=person.id,
            claim_id=claim.id,
            is_validated=person.identity_state is IdentityState.GEVALIDEERD,
            given_names=claim.given_names,
            family_name=claim.family_name,
            birth_date=claim.birth_date,
            nationality=claim.nationality,
            document_kind=claim.document_kind,
            document_country=claim.document_country,
            document_number=claim.document_number,
            document_expires_on=claim.document_expires_on,
            national_number=claim.national_number,
        )

    def __repr__(self) -> str:
        return "<claimed identity>"

    @property
    def reading(self) -> DocumentReading:
        return DocumentReading(
            birth_date=self.birth_date,
            number=self.document_number,
            family_name=self.family_name,
            given_names=self.given_names,
        )
