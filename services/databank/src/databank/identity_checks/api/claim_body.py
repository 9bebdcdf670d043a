"""The body of an identity claim, which the APIs of inspections and shifts accept too."""

from datetime import date

from pydantic import Field, field_validator

from chassis.messages import lazy
from chassis.web import Body
from contracts.identity import Document, IdentityClaim

OLDEST = 1900
"""Year of birth."""


class DocumentBody(Body, Document):
    """``country`` is ISO 3166-1 alpha-3."""


class ClaimBody(Body, IdentityClaim):
    """Prints nothing, like the claim that it is."""

    document: DocumentBody | None = Field(default=None)
    other_documents: tuple[DocumentBody, ...] | None = Field(default=None, max_length=5)

    @field_validator("birth_date")
    @classmethod
    def possible(cls, text: str) -> str:
        """Also where only the year, or the year and the month, are known."""
        year, month, day = (*(int(part) for part in text.split("-")), 1, 1)[:3]
        try:
            date(year, month, day)
        except ValueError:
            raise ValueError(lazy("Deze datum bestaat niet.")) from None
        if year < OLDEST:
            raise ValueError(lazy("Geef een geboortejaar vanaf %(oldest)s.", oldest=OLDEST))
        return text
