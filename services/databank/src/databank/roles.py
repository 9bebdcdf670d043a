"""Roles of who asks the databank, all of them police, and the purposes that they may have."""

from collections.abc import Iterable
from typing import Annotated
from uuid import UUID

from pydantic import Field

from chassis.db import Transaction
from chassis.web import Action, Actor, allow, purpose, record_access
from databank.authorisation import ASSESSORS, EVERYBODY, LEADERS, OFFICERS, RECHERCHE, TEAM

Officer = Annotated[Actor, allow(*OFFICERS)]
"""Reads what is needed for the work. Writing takes one of those below."""

Somebody = Annotated[Actor, allow(*EVERYBODY)]
"""Whoever has a page here."""

TeamMember = Annotated[Actor, allow(*TEAM)]
"""Writes down what was seen and checked: the team alone (handbook §4.3)."""

Linker = TeamMember
"""Says who is who: the team alone writes links; leadership and recherche read (handbook §4.3)."""

Protector = Annotated[Actor, allow(*ASSESSORS)]
"""Follows up a signal or a case: team and leadership; recherche reads it (handbook §4.3)."""

Executing = Annotated[Actor, allow(*TEAM, *LEADERS)]
"""Sees which decisions of the city are to be checked: recherche has no part in it."""

Leader = Annotated[Actor, allow(*LEADERS)]
"""Answers for what leaves the police, and for what is planned."""

Investigator = Annotated[Actor, allow(*RECHERCHE)]
"""Sees with whom a person shares something, within a case: recherche alone."""

Overrules = Annotated[list[UUID], Field(max_length=1000)]
"""Earlier verdicts that an officer looked at again and takes back with a decision."""

TOEZICHT = "toezicht"
BESCHERMING = "bescherming"
Purpose = Annotated[str, purpose(TOEZICHT, BESCHERMING, "dossier", "onderhoud")]
"""Why a person is read (DP-03). A work list knows its purpose: supervision."""


async def log_list(tx: Transaction, officer: Actor, kind: str, shown: str, purpose: str) -> None:
    """Log that a list was read which names nobody: one access, and none to a person (DP-04).

    ``shown`` is what was on it, as in ``12 signalen``. Who opens one of them reads a person.
    """
    await record_access(
        tx, officer, action=Action.CONSULT, subject_kind=kind, subject_id=shown, purpose=purpose
    )


async def log_shown(
    tx: Transaction, officer: Actor, person_ids: Iterable[UUID | None], purpose: str
) -> None:
    """Log whom a page, or a list that says who they are, showed (DP-04)."""
    for person_id in dict.fromkeys(person_ids):
        if person_id is not None:
            await record_access(
                tx,
                officer,
                action=Action.CONSULT,
                subject_kind="person",
                subject_id=person_id,
                purpose=purpose,
            )
