"""The form about a person in an inspection: role, outcome, and the identity as far as known."""

from uuid import UUID

from pydantic import Field, model_validator

from chassis.web.pages.languages import mark
from contracts.codes import DocumentKind
from contracts.identity import Document, IdentityClaim
from databank.identity_checks.pages.identity_fields import IdentityFields
from databank.inspections.rules import PersonOutcome, Role
from linkage.claim import IdentityDocument, RawClaim


class PersonForm(IdentityFields):
    """Everything may be missing. ``unknown``: an officer states that nobody knows who it was."""

    role: Role = Field(alias="rol")
    outcome: PersonOutcome = Field(alias="uitkomst")
    unknown: bool = Field(default=False, alias="onbekend")
    key: UUID = Field(alias="sleutel")
    action: str | None = Field(default=None, alias="actie", max_length=20)

    @model_validator(mode="after")
    def says_something(self) -> "PersonForm":
        named = (
            self.given_names, self.family_name, self.alias, self.document_number,
            self.national_number, self.phone,
        )  # fmt: skip
        if not any(named) and not self.unknown:
            raise ValueError(
                mark(
                    "Vul een naam, een roepnaam of een nummer in. Weet je niets?"
                    " Kruis 'onbekend' aan."
                )
            )
        if any(named) and self.unknown:
            raise ValueError(
                mark("Je kruiste 'onbekend' aan en vulde toch iets in. Kies een van beide.")
            )
        return self

    def identity(self) -> IdentityClaim | RawClaim | None:
        """A whole claim where there is one, so that the same words are the same claim."""
        if self.unknown:
            return None
        number, country = self.document_number, self.document_country
        kind = self.document_kind or DocumentKind.ANDERE
        if self.given_names and self.family_name and self.birth_date and not self.alias:
            paper = (
                Document(kind=kind, country=country, number=number, expires_on=self.expires_on)
                if number and country
                else None
            )
            if paper or not number:
                return IdentityClaim(
                    given_names=self.given_names,
                    family_name=self.family_name,
                    birth_date=self.birth_date,
                    document=paper,
                    national_number=self.national_number,
                    nationality=self.nationality,
                    phone=self.phone,
                )
        return RawClaim(
            given_names=self.given_names,
            family_name=self.family_name,
            birth_date=self.birth_date,
            nationality=self.nationality,
            national_number=self.national_number,
            documents=(IdentityDocument(kind.value, country or "", number),) if number else (),
            phone=self.phone,
            alias=self.alias,
        )
