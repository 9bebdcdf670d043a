"""Operators: the functions that look after a service's bus, and the service that they are in."""

from collections.abc import Iterable
from typing import Annotated

from fastapi import Depends, Request

from chassis.web import DOMAIN_OF, Actor, Function, TrustDomain
from chassis.web.roles import OPERATORS


def trusted_operators(trusts: Iterable[TrustDomain]) -> frozenset[Function]:
    """The operators whom a service trusts; none where nobody of its domains is one."""
    trusted = set(trusts)
    return frozenset(function for function in OPERATORS if DOMAIN_OF[function] in trusted)


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
