"""Assurance: how strongly somebody signed in, and how strongly each function must."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from chassis.web.roles import Function


class Assurance(StrEnum):
    """Ways to sign in, the weakest first."""

    PASSWORD = "password"  # noqa: S105  # the way, not the word
    SECOND_FACTOR = "second_factor"

    def reaches(self, wanted: "Assurance") -> bool:
        order = list(Assurance)
        return order.index(self) >= order.index(wanted)


class Requirement(BaseModel):
    """``max_age``: seconds since somebody last proved at the issuer who they are."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    assurance: Assurance = Assurance.SECOND_FACTOR
    max_age: int = Field(default=36_000, gt=0)


OWNERS = Requirement(assurance=Assurance.PASSWORD)
REQUIRED: Mapping[Function, Requirement] = {
    function: OWNERS if function in (Function.EIGENAAR, Function.BEHEERDER) else Requirement()
    for function in Function
}
"""Unless the settings of an issuer say otherwise: a second factor, but for those who see only what
they entered themselves."""

FRESH = timedelta(minutes=5)
"""A step that the table of authorisation marks ``fresh`` asks a second factor this recent."""


AGE_LEEWAY = timedelta(seconds=30)
"""Difference that the clocks of issuer and service may have."""
