"""Roles of enforcement's routes, as ``authorisation`` has them, and the owner of an actor."""

from typing import Annotated

from chassis.web import Actor, TrustDomain, allow
from enforcement.functions import (
    BODIES,
    CASE_WORKERS,
    CITY,
    DECLARATION_DECIDERS,
    FINANCE,
    NOTIFIERS,
    OFFICE,
    OWNER,
    SANCTIONING,
)

Office = Annotated[Actor, allow(*OFFICE)]
OwnerOrOffice = Annotated[Actor, allow(*OWNER, *OFFICE)]
DeclarationNotifier = Annotated[Actor, allow(*OFFICE, *CASE_WORKERS, *BODIES)]
DeclarationDecider = Annotated[Actor, allow(*DECLARATION_DECIDERS)]
DecidingActor = Annotated[Actor, allow(*BODIES)]
ConditionFinder = Annotated[Actor, allow(*OFFICE, *CASE_WORKERS)]
DossierReader = Annotated[Actor, allow(*OWNER, *CITY)]
ApplicationReader = Annotated[Actor, allow(*OFFICE, *CASE_WORKERS)]
CaseWorker = Annotated[Actor, allow(*CASE_WORKERS)]
Notifier = Annotated[Actor, allow(*NOTIFIERS)]
GasReader = Annotated[Actor, allow(*CASE_WORKERS, *SANCTIONING)]
GasWorker = Annotated[Actor, allow(*CASE_WORKERS, *SANCTIONING)]
SanctioningOfficer = Annotated[Actor, allow(*SANCTIONING)]
SanctionReader = Annotated[Actor, allow(*CASE_WORKERS, *BODIES)]
Financer = Annotated[Actor, allow(*FINANCE)]
ClaimReader = Annotated[Actor, allow(*CASE_WORKERS, *FINANCE)]
TermReader = Annotated[Actor, allow(*CITY, *SANCTIONING)]


def own(actor: Actor) -> str | None:
    """The only owner whose dossiers the actor may know of; None for the city."""
    return actor.organisation if actor.domain is TrustDomain.EIGENAAR else None
