"""The purpose that a caller of the API has to give with a request for somebody's data (DP-03)."""

from typing import Annotated, Any

from fastapi import Depends, Header

from chassis.refusals import FieldError
from chassis.web.problem import Problem

PURPOSE = "Krachtlijn-Purpose"


def purpose(*allowed: str) -> Any:
    """``Annotated[str, purpose("toezicht", "bescherming")]``: the purpose of a request (DP-03)."""
    choices = ", ".join(allowed)

    async def given(code: Annotated[str | None, Header(alias=PURPOSE)] = None) -> str:
        if code is None or not code.strip():
            error = FieldError(PURPOSE, f"Geef een van deze doelen: {choices}.")
            raise Problem(
                403, "doel-ontbreekt", "Zeg waarvoor je deze gegevens nodig hebt.", [error]
            )
        if code.strip() not in allowed:
            reason = f"Kies een van deze doelen: {choices}."
            raise Problem.field(PURPOSE, reason, code="doel-onbekend")
        return code.strip()

    return Depends(given)
