"""Roles of enforcement's routes, as ``authorisation`` has them, and the owner of an actor."""

from typing import Annotated

from chassis.web import Actor, TrustDomain, allow
from enforcement.functions import (
    BODIES,
    CASE_WORKERS,
    CITY,
    FINANCE,
    OFFICE,
    OWNER,
    SANCTIONING,
)

OwnerOrOffice = Annotated[Actor, allow(*OWNER, *OFFICE)]
DeclarationNotifier = Annotated[Actor, allow(*OFFICE, *CASE_WORKERS, *BODIES)]
ConditionFinder = Annotated[Actor, allow(*OFFICE, *CASE_WORKERS)]
DossierReader = Annotated[Actor, allow(*OWNER, *CITY)]
ApplicationReader = Annotated[Actor, allow(*OFFICE, *CASE_WORKERS)]
CaseWorker = Annotated[Actor, allow(*CASE_WORKERS)]
GasReader = Annotated[Actor, allow(*CASE_WORKERS, *SANCTIONING)]
GasWorker = Annotated[Actor, allow(*CASE_WORKERS, *SANCTIONING)]
SanctionReader = Annotated[Actor, allow(*CASE_WORKERS, *BODIES)]
Financer = Annotated[Actor, allow(*FINANCE)]
ClaimReader = Annotated[Actor, allow(*CASE_WORKERS, *FINANCE)]
TermReader = Annotated[Actor, allow(*CITY, *SANCTIONING)]


def own(actor: Actor) -> str | None:
    """The only owner whose dossiers the actor may know of; None for the city."""
    return actor.organisation if actor.domain is TrustDomain.EIGENAAR else None
