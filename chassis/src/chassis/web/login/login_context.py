"""The login context of a service: its issuers, its cookies, its address."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request

from chassis.db import Database
from chassis.web.login.cookies import Cookies
from chassis.web.login.issuers import Issuer
from chassis.web.problem import Problem
from chassis.web.roles import TrustDomain

BACK = "/aanmelden/{domain}/terug"
"""The path to which an issuer leads back."""


@dataclass(frozen=True, slots=True)
class LoginContext:
    """``public_url`` is the address by which browsers know the service, without a path."""

    public_url: str
    database: Database
    issuers: Mapping[TrustDomain, Issuer]
    cookies: Cookies

    @classmethod
    def of(cls, request: Request) -> "LoginContext":
        login: LoginContext = request.app.state.login
        return login

    def absolute(self, path: str) -> str:
        return f"{self.public_url.rstrip('/')}{path}"

    def callback(self, domain: TrustDomain) -> str:
        return self.absolute(BACK.format(domain=domain.value))

    def issuer_of(self, domain: str) -> Issuer:
        """The issuer of a domain as it stands in an address. ``Problem`` where there is none."""
        for known, issuer in self.issuers.items():
            if known.value == domain:
                return issuer
        raise Problem.not_found("Deze manier om je aan te melden")
