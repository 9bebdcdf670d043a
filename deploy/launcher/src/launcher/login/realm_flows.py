"""Keycloak's flow of a sign-in: a password, and a second factor where a service asks for one."""

from typing import Any

from chassis.web.assurance import FRESH
from chassis.web.login import sessions

BROWSER, FORMS, CLOSED = "krachtlijn aanmelden", "krachtlijn formulieren", "krachtlijn gesloten"
PASSWORD, SECOND_FACTOR = "krachtlijn wachtwoord", "krachtlijn tweede factor"  # flows


def _flow(alias: str, what: str, executions: list[dict[str, Any]], *, top: bool) -> dict[str, Any]:
    return {
        "alias": alias,
        "description": what,
        "providerId": "basic-flow",
        "topLevel": top,
        "builtIn": False,
        "authenticationExecutions": [
            {**execution, "priority": 10 * place} for place, execution in enumerate(executions, 1)
        ],
    }


def _step(authenticator: str, requirement: str, config: str | None = None) -> dict[str, Any]:
    return {
        "authenticator": authenticator,
        "authenticatorFlow": False,
        "requirement": requirement,
        "userSetupAllowed": False,
        **({"authenticatorConfig": config} if config else {}),
    }


def _inner(alias: str, requirement: str) -> dict[str, Any]:
    return {
        "flowAlias": alias,
        "authenticatorFlow": True,
        "requirement": requirement,
        "userSetupAllowed": False,
    }


def _level(alias: str, what: str, authenticator: str) -> dict[str, Any]:
    condition = _step("conditional-level-of-authentication", "REQUIRED", alias)
    return _flow(alias, what, [condition, _step(authenticator, "REQUIRED")], top=False)


FLOWS = [
    _flow(
        BROWSER,
        "Wie al aangemeld is, of een wachtwoord en een tweede factor",
        [_step("auth-cookie", "ALTERNATIVE"), _inner(FORMS, "ALTERNATIVE")],
        top=True,
    ),
    _flow(
        FORMS,
        "Zo sterk als de dienst vraagt",
        [_inner(PASSWORD, "CONDITIONAL"), _inner(SECOND_FACTOR, "CONDITIONAL")],
        top=False,
    ),
    _level(PASSWORD, "Niveau 1", "auth-username-password-form"),
    _level(SECOND_FACTOR, "Niveau 2", "auth-otp-form"),
    _flow(
        CLOSED,
        "Niemand schrijft zichzelf in, en geen programma meldt iemand aan",
        [_step("deny-access-authenticator", "REQUIRED")],
        top=True,
    ),
]
CONFIG = [
    {
        "alias": PASSWORD,
        "config": {
            "loa-condition-level": "1",
            "loa-max-age": str(int(sessions.ABSOLUTE.total_seconds())),
        },
    },
    {
        "alias": SECOND_FACTOR,
        "config": {
            "loa-condition-level": "2",
            "loa-max-age": str(int(FRESH.total_seconds())),
        },
    },
]
"""Seconds that a level stands before it is asked again; the second as long as it is fresh."""
