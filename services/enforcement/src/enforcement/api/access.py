"""Who may take which step (handbook §4.3)."""

from typing import Annotated

from chassis.web import Actor, Function, TrustDomain, allow

OFFICE = (Function.PROSTITUTIEAMBTENAAR, Function.DIENST_PROSTITUTIEBELEID)
CASE_WORKERS = (Function.DOSSIERBEHANDELAAR_BH, Function.JURIST_BH)
BODIES = (Function.COLLEGE_SECRETARIS, Function.KABINET_BURGEMEESTER)
"""They record what the college or the mayor decided; nobody decides here by himself."""

Office = Annotated[Actor, allow(*OFFICE)]
OwnerOrOffice = Annotated[Actor, allow(Function.EIGENAAR, *OFFICE)]
DeclarationDecider = Annotated[
    Actor, allow(Function.COLLEGE_SECRETARIS, Function.DIENST_PROSTITUTIEBELEID)
]
DecidingActor = Annotated[Actor, allow(*BODIES)]
Hearing = Annotated[Actor, allow(*OFFICE, *CASE_WORKERS)]
DossierReader = Annotated[Actor, allow(Function.EIGENAAR, *OFFICE, *CASE_WORKERS, *BODIES)]
CaseWorker = Annotated[Actor, allow(*CASE_WORKERS)]
Notifier = Annotated[Actor, allow(*CASE_WORKERS, Function.COLLEGE_SECRETARIS)]
GasReader = Annotated[Actor, allow(*CASE_WORKERS, Function.SANCTIONEREND_AMBTENAAR)]
SanctionReader = Annotated[Actor, allow(*CASE_WORKERS, *BODIES, *OFFICE)]
TermReader = Annotated[
    Actor, allow(*CASE_WORKERS, *BODIES, *OFFICE, Function.SANCTIONEREND_AMBTENAAR)
]


def own(actor: Actor) -> str | None:
    """The only owner whose dossiers the actor may know of; None for the city."""
    return actor.organisation if actor.domain is TrustDomain.EIGENAAR else None
