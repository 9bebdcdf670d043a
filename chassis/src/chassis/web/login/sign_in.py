"""A sign-in at an issuer, as the issuer tells it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from chassis.web.assurance import AGE_LEEWAY, Assurance, Requirement
from chassis.web.roles import Actor


@dataclass(frozen=True, slots=True)
class SignIn:
    """The word of an issuer about somebody who signed in; ``authenticated_at`` None: just now.

    ``sid`` is the session at the issuer, which ends by that name (back-channel logout).
    ``refresh_token`` lets us ask again whether the function still stands.
    """

    actor: Actor
    assurance: Assurance = Assurance.PASSWORD
    authenticated_at: datetime | None = None
    id_token: str | None = None
    refresh_token: str | None = None
    sid: str | None = None

    def meets(self, requirement: Requirement, now: datetime) -> bool:
        proved_at = self.authenticated_at or now
        age = timedelta(seconds=requirement.max_age) + AGE_LEEWAY
        return self.assurance.reaches(requirement.assurance) and proved_at > now - age
