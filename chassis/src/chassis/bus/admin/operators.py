"""Operators: the functions that look after a service's bus, the service that they are in, and the
proof that a command on the bus comes from one of them."""

from collections.abc import Iterable
from typing import Annotated

from fastapi import Depends, Request

from chassis.bus.control.plane import CommandRefusedError, Prove
from chassis.web import DOMAIN_OF, Actor, Function, Issuers, Problem, TrustDomain, security_events
from chassis.web.revocations import Revocations
from chassis.web.roles import OPERATORS
from chassis.web.security_events import Kind
from chassis.web.tokens import InvalidTokenError, WrongDomainError, verify

ROUTE = "krachtlijn.control"
"""The place of a refusal, for the log of security events."""


def trusted_operators(trusts: Iterable[TrustDomain]) -> frozenset[Function]:
    """The operators whom a service trusts; none where nobody of its domains is one."""
    trusted = set(trusts)
    return frozenset(function for function in OPERATORS if DOMAIN_OF[function] in trusted)


def prover(issuers: Issuers, trusts: Iterable[TrustDomain], revocations: Revocations) -> Prove:
    """The proof of who commands a service: tokens and functions are those of HTTP."""
    trusted = frozenset(trusts)
    operators = trusted_operators(trusted)

    async def prove(token: str) -> str:
        try:
            verified = verify(token, issuers, trusted)
            revoked = await revocations.refuse(verified)
        except (InvalidTokenError, WrongDomainError) as error:
            security_events.note(Kind.TOKEN_REFUSED, why=type(error).__name__, route=ROUTE)
            raise CommandRefusedError(
                "the token is no longer valid, or not for this service: ask for a new one"
            ) from None
        except Problem:
            raise CommandRefusedError(
                "whether the token was revoked cannot be seen now: try again"
            ) from None
        if revoked:
            security_events.note(Kind.TOKEN_REFUSED, verified.actor, why="revoked", route=ROUTE)
            raise CommandRefusedError("the token was revoked")
        if verified.actor.function not in operators:
            security_events.note(Kind.FORBIDDEN, verified.actor, route=ROUTE)
            wanted = ", ".join(sorted(each.value for each in operators)) or "nobody"
            raise CommandRefusedError(f"this is for {wanted}")
        return verified.actor.subject

    return prove


def _actor(request: Request) -> Actor:
    actor: Actor = request.state.actor
    return actor


def _service(request: Request) -> str:
    name: str = request.app.state.name
    return name


Operator = Annotated[Actor, Depends(_actor)]
"""As a parameter of a route: the person who asks, let through by the router."""
Service = Annotated[str, Depends(_service)]
"""As a parameter of a route: the name of the service."""
