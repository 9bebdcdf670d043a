"""A worker as an owner entered her, for screens and answers."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from contracts.identity import IdentityClaim

COUNTRY = r"^[A-Z]{3}$"
"""A country by ISO 3166-1 alpha-3, as a pattern."""


@dataclass(frozen=True, slots=True, repr=False)
class EnteredDocument:
    """An identity document; prints nothing."""

    kind: str
    country: str
    number: str
    expires_on: date | None


@dataclass(frozen=True, slots=True, repr=False)
class EnteredWorker:
    """Read from a claim that was checked when it came in, so not checked again; prints nothing."""

    given_names: str
    family_name: str
    birth_date: str
    nationality: str | None
    phone: str | None
    document: EnteredDocument | None

    @property
    def name(self) -> str:
        return f"{self.given_names} {self.family_name}"

    def claim(self) -> IdentityClaim:
        """The claim that the worker was entered with."""
        document = self.document
        return IdentityClaim.model_validate(
            {
                "given_names": self.given_names,
                "family_name": self.family_name,
                "birth_date": self.birth_date,
                "nationality": self.nationality,
                "phone": self.phone,
                "document": document
                and {
                    "kind": document.kind,
                    "country": document.country,
                    "number": document.number,
                    "expires_on": document.expires_on,
                },
            }
        )


def fields_of(claim: IdentityClaim) -> dict[str, Any]:
    """The fields of a claim that are kept, sealed."""
    document = claim.document
    return {
        "given_names": claim.given_names,
        "family_name": claim.family_name,
        "birth_date": claim.birth_date,
        "nationality": claim.nationality,
        "phone": claim.phone,
        "document_kind": document.kind.value if document else None,
        "document_country": document.country if document else None,
        "document_number": document.number if document else None,
        "document_expires_on": document.expires_on if document else None,
    }


def worker_of(fields: dict[str, Any]) -> EnteredWorker:
    """The worker from the fields of a claim that was unsealed."""
    document = None
    if fields["document_kind"] is not None:
        expires_on = fields["document_expires_on"]
        document = EnteredDocument(
            kind=fields["document_kind"],
            country=fields["document_country"],
            number=fields["document_number"],
            expires_on=date.fromisoformat(expires_on) if expires_on else None,
        )
    return EnteredWorker(
        given_names=fields["given_names"],
        family_name=fields["family_name"],
        birth_date=fields["birth_date"],
        nationality=fields["nationality"],
        phone=fields["phone"],
        document=document,
    )
