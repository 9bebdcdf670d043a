"""The form about a person in an inspection: role, outcome, and the identity as far as known."""

from datetime import date
from uuid import UUID

from pydantic import Field, model_validator

from chassis.web.pages.languages import mark
from databank.inspections.rules import PersonOutcome, Role
from databank.stated_identity.pages import IdentityFields
from databank.stated_identity.rules.stated_identity import StatedIdentity


class PersonForm(IdentityFields):
    """Everything may be missing. ``unknown``: an officer states that nobody knows who it was.

    ``looks_minor``: by the officer's eye the person may be under age, whoever it is.
    """

    role: Role = Field(alias="rol")
    outcome: PersonOutcome = Field(alias="uitkomst")
    unknown: bool = Field(default=False, alias="onbekend")
    looks_minor: bool = Field(default=False, alias="jong")
    key: UUID = Field(alias="sleutel")
    action: str | None = Field(default=None, alias="actie", max_length=20)

    @model_validator(mode="after")
    def says_something(self) -> "PersonForm":
        says_who = self.stated().says_something or self.has_lines
        if not (says_who or self.looks_minor or self.unknown):
            raise ValueError(
                mark(
                    "Vul een naam, een roepnaam, een geboortejaar of een nummer in. Weet je niets?"
                    " Kruis 'onbekend' of 'lijkt minderjarig' aan."
                )
            )
        if says_who and self.unknown:
            raise ValueError(
                mark("Je kruiste 'onbekend' aan en vulde toch iets in. Kies een van beide.")
            )
        return self

    def identity(self, today: date) -> StatedIdentity | None:
        """The identity as far as it is known; None when nobody knows a thing."""
        stated = self.completed(today).stated(looks_minor=self.looks_minor)
        return stated if stated.says_something else None
