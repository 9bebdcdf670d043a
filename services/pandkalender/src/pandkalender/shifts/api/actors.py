"""Who may do what here, and the city's rules for a request."""

from typing import Annotated

from fastapi import Depends, Request

from chassis.web import Actor, TrustDomain, allow
from pandkalender.authorisation import OWNERS, POLICE
from pandkalender.shifts.rules.declaration import Rules

Owner = Annotated[Actor, allow(*OWNERS)]
"""Sees and does only what belongs to the own organisation (DP-07)."""
Reader = Annotated[Actor, allow(*OWNERS, *POLICE)]
"""An owner, or the police, who read all and change nothing."""


def scope(actor: Actor) -> str | None:
    """The organisation whose data the actor may read; None for all."""
    return None if actor.domain is TrustDomain.POLITIE else actor.organisation


async def _rules(request: Request) -> Rules:
    rules: Rules = request.app.state.rules
    return rules


CityRules = Annotated[Rules, Depends(_rules)]
