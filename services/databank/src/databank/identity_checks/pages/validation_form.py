"""The form about a person and a document: what was read, the outcome, and the doubts so far."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import Field, ValidationError, ValidationInfo, field_validator, model_validator

from chassis.web.pages.languages import mark
from contracts.codes import DocumentKind, Sex
from contracts.identity import Document, IdentityClaim
from databank.identity_checks.pages.claimed_identity import ClaimedIdentity
from databank.identity_status.rules import ValidationOutcome
from databank.stated_identity.pages import Country, IdentityFields
from databank.stated_identity.rules.document_checks import Doubt, Photo
from databank.welfare.rules.priority import RefutedReason


class LookForm(IdentityFields):
    """The fields filled in so far, also from the machine readable zone; none is required."""

    photo: Photo | None = Field(default=None, alias="foto")
    remark: str | None = Field(default=None, max_length=200, alias="opmerking")
    sex: Sex | None = Field(default=None, alias="geslacht")
    other_kind: DocumentKind | None = Field(default=None, alias="document2")
    other_country: Country | None = Field(default=None, alias="land2")
    other_number: str | None = Field(default=None, min_length=3, max_length=32, alias="nummer2")
    action: str | None = Field(default=None, max_length=20, alias="actie")


class ValidationForm(LookForm):
    outcome: ValidationOutcome = Field(alias="besluit")
    reason: RefutedReason | None = Field(default=None, alias="reden")
    key: UUID = Field(alias="sleutel")

    @model_validator(mode="after")
    def reason_fits(self) -> "ValidationForm":
        if self.outcome is ValidationOutcome.WEERLEGD and self.reason is None:
            raise ValueError(mark("Zeg waarom de identiteit niet in orde is."))
        return self

    @field_validator("other_number")
    @classmethod
    def other_document_is_whole(cls, number: str | None, info: ValidationInfo) -> str | None:
        if number and not info.data.get("other_country"):
            raise ValueError(mark("Geef ook het land van het andere document."))
        return number

    def more(self, claimed: ClaimedIdentity) -> IdentityClaim | None:
        """The claimed identity with the details that the officer read or heard beyond it.

        None when there are none, or when the claim is no whole identity. The remark about a doubt
        is no ground for it.
        """
        number, country = self.document_number, self.document_country
        birth_date = self.birth_date or claimed.birth_date
        if not (claimed.given_names and claimed.family_name and birth_date):
            return None
        if not (self.sex or self.alias or self.other_number or self.national_number or number):
            return None
        kind = self.document_kind or DocumentKind.ANDERE
        if not (number and country):
            kind = DocumentKind(claimed.document_kind) if claimed.document_kind else kind
            country, number = claimed.document_country, claimed.document_number
        other = (
            Document(
                kind=self.other_kind or DocumentKind.ANDERE,
                country=self.other_country,
                number=self.other_number,
            )
            if self.other_number and self.other_country
            else None
        )
        return IdentityClaim(
            given_names=claimed.given_names,
            family_name=claimed.family_name,
            birth_date=birth_date,
            document=Document(kind=kind, country=country, number=number)
            if number and country
            else None,
            national_number=self.national_number,
            nationality=self.nationality or claimed.nationality,
            sex=self.sex,
            alias=self.alias,
            other_documents=(other,) if other else None,
        )


def doubts_so_far(
    values: dict[str, list[str]], claimed: ClaimedIdentity, today: date
) -> tuple[Doubt, ...]:
    """Doubts about the readable fields: one that is wrong in itself leaves the others alone."""
    given: dict[str, Any] = {name: texts[-1] for name, texts in values.items() if texts[-1].strip()}
    while True:
        try:
            sent = LookForm.model_validate(given)
        except ValidationError as error:
            wrong = {str(item["loc"][0]) for item in error.errors() if item["loc"]}
            if not wrong & given.keys():
                return ()
            given = {name: text for name, text in given.items() if name not in wrong}
        else:
            return sent.doubts(claimed.reading, today)
