"""Actors of the city, and the tokens that prove who they are."""

from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from chassis.web import DOMAIN_OF, Function, issue

TTL_SECONDS = 600
RENEW_BEFORE = 330
"""Seconds, in real time; tokens know nothing of the simulated clock. A second factor is fresh for
five minutes, so a token is renewed before."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person in a function for an organisation; ``subject`` is a pseudonym."""

    function: Function
    organisation: str
    subject: str


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who signs in to pages: a name that the issuer of a trust domain knows."""

    domain: str
    subject: str


def owner(code: str) -> Actor:
    return Actor(Function.EIGENAAR, code, f"{code}-1")


def care(function: Function, organisation: str) -> Actor:
    return Actor(function, organisation, f"{organisation}-1")


OFFICERS = tuple(Actor(Function.POLITIE_AGENT, "LPA", f"agent-{n}") for n in range(1, 5))
TEAM_LEADER = Actor(Function.POLITIE_TEAMLEIDER, "LPA", "teamleider-1")
RECHERCHE = Actor(Function.RECHERCHE, "LPA", "recherche-1")
POLICE_KEEPER = Actor(Function.POLITIE_BEHEERDER, "LPA", "beheerder-1")
POLICY_OFFICE = Actor(Function.DIENST_PROSTITUTIEBELEID, "STAD", "beleid-1")
CASE_WORKER = Actor(Function.DOSSIERBEHANDELAAR_BH, "STAD", "dossier-1")
LAWYER = Actor(Function.JURIST_BH, "STAD", "jurist-1")
FINANCE = Actor(Function.FINANCIEN, "STAD", "financien-1")
FINING_OFFICER = Actor(Function.SANCTIONEREND_AMBTENAAR, "STAD", "ambtenaar-1")
MAYOR_OFFICE = Actor(Function.KABINET_BURGEMEESTER, "STAD", "kabinet-1")
COLLEGE = Actor(Function.COLLEGE_SECRETARIS, "STAD", "college-1")
REPORTER = Actor(Function.REPORTING_MEDEWERKER, "STAD", "rapport-1")
OPERATOR = Actor(Function.TECHNISCH_BEHEERDER, "STAD", "beheerder-2")
OFFICE_ACCOUNT = Account("stad", "dienst prostitutiebeleid")
ADVISER_ACCOUNTS = {
    "brandweer": Account("stad", "brandweer"),
    "stedenbouw": Account("stad", "stedenbouw"),
    "hygiene": Account("stad", "hygiëne en huisvesting"),
    "politie_moraliteit": Account("stad", "politie, moraliteit"),
    "statuten": Account("stad", "nazicht van statuten"),
}
ANALYST = Actor(Function.STUDIEDIENST_ANALIST, "STUDIEDIENST", "analist-1")
SECOND_ANALYST = Actor(Function.STUDIEDIENST_ANALIST, "STUDIEDIENST", "analist-2")


class Tokens:
    """Issues and renews tokens from the private keys of the test issuers, by trust domain."""

    def __init__(self, keys: Path) -> None:
        self._keys = keys
        self._tokens: dict[tuple[Actor, str], tuple[str, float]] = {}

    def of(self, actor: Actor, service: str) -> str:
        known = self._tokens.get((actor, service))
        if known is not None and monotonic() < known[1]:
            return known[0]
        domain = DOMAIN_OF[actor.function]
        token = issue(
            (self._keys / f"{domain}.key").read_text(),
            domain=domain,
            function=actor.function,
            organisation=actor.organisation,
            subject=actor.subject,
            service=service,
            ttl=TTL_SECONDS,
            second_factor=True,
        )
        self._tokens[actor, service] = token, monotonic() + TTL_SECONDS - RENEW_BEFORE
        return token
