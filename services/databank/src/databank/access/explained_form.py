"""The form with which somebody asks a second person to agree, and explains why."""

from uuid import UUID

from fastapi import Request
from pydantic import Field, field_validator

from chassis.db import Transaction
from chassis.web import Body
from chassis.web.pages import gettext as _
from chassis.web.pages import tell
from databank.access.break_glass.rules import fault_in


class ExplainedForm(Body):
    """A reason that can be judged afterwards, without a number of a person."""

    reason: str = Field(alias="reden")
    key: UUID = Field(alias="sleutel")

    @field_validator("reason")
    @classmethod
    def says_enough(cls, reason: str) -> str:
        if fault := fault_in(reason):
            raise ValueError(fault)
        return reason


async def tell_asked(tx: Transaction, request: Request) -> None:
    """Tell who asked that it waits for somebody else."""
    text = _("Je vraag staat klaar. Verwittig zelf je teamleider of de recherche.")
    await tell(tx, request, text)
