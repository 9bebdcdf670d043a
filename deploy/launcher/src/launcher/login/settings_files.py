"""The services' settings of their login issuers, and what the issuers must know of the services.

Secrets of clients are made once and kept: each service has its own in its own folder.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from chassis.evaluation_login import MARK
from launcher.login.realms import (
    TAKES,
    functions_of,
    internal_variable,
    secret_variable,
    url_variable,
)
from launcher.rundir import read_json, write_json, write_private

LOGINS = "logins.json"
FOLDER = "login"
"""Of the tree of secrets: what the issuer itself needs."""


class Kind(StrEnum):
    KEYCLOAK = "keycloak"
    EVALUATION = "evaluation"


@dataclass(frozen=True)
class Issuers:
    """Addresses of the issuers: ``address`` for browsers, ``internal`` for services, if another.

    ``services`` are the addresses by which browsers know the services, and ``reached`` those by
    which the issuers reach them, where those are others.
    """

    kind: Kind
    address: str
    internal: str | None = None
    services: Mapping[str, str] = field(default_factory=dict)
    reached: Mapping[str, str] = field(default_factory=dict)

    def of(self, base: str, domain: str) -> str:
        path = f"/realms/{domain}" if self.kind is Kind.KEYCLOAK else f"/{domain}"
        return base.rstrip("/") + path


def write(folder: Path, issuers: Issuers) -> list[Path]:
    """Write ``<service>/logins.json`` for each service, and the issuer's own file; gives them."""
    written, secrets_of = [], {}
    for service in sorted({service for services in TAKES.values() for service in services}):
        path = folder / service / LOGINS
        document = entries(service, issuers, read_json(path))
        write_json(path, document)
        written.append(path)
        for domain, entry in document.items():
            secrets_of[service, domain] = entry["client_secret"]
    path = folder / FOLDER / ("keycloak.env" if issuers.kind is Kind.KEYCLOAK else "clients.json")
    if issuers.kind is Kind.KEYCLOAK:
        write_private(path, _environment(issuers, secrets_of))
    else:
        write_json(path, _clients(issuers, secrets_of))
    return [*written, path]


def entries(service: str, issuers: Issuers, kept: Mapping[str, Any]) -> dict[str, Any]:
    """``logins.json`` of a service; secrets that it has already stay."""
    return {
        domain: {
            "issuer": issuers.of(issuers.address, domain),
            **({"internal": issuers.of(issuers.internal, domain)} if issuers.internal else {}),
            "client_id": service,
            "client_secret": kept.get(domain, {}).get("client_secret") or secrets.token_hex(32),
            "functions": {name: name for name in functions_of(domain)},
            **({MARK: True} if issuers.kind is Kind.EVALUATION else {}),
        }
        for domain, services in TAKES.items()
        if service in services
    }


def _environment(issuers: Issuers, secrets_of: Mapping[tuple[str, str], str]) -> str:
    """For Keycloak's container: what it fills into the realm files as it imports them."""
    lines = [f"{url_variable(name)}={url}" for name, url in sorted(issuers.services.items())]
    reached = {**issuers.services, **issuers.reached}
    lines += [f"{internal_variable(name)}={url}" for name, url in sorted(reached.items())]
    lines += [
        f"{secret_variable(service, domain)}={secret}"
        for (service, domain), secret in sorted(secrets_of.items())
    ]
    return "\n".join(lines) + "\n"


def _clients(issuers: Issuers, secrets_of: Mapping[tuple[str, str], str]) -> dict[str, Any]:
    clients: dict[str, Any] = {domain: {} for domain in TAKES}
    for (service, domain), secret in secrets_of.items():
        address = issuers.services.get(service)
        clients[domain][service] = {
            "secret": secret,
            **({"address": address} if address else {}),
            **({"internal": issuers.reached[service]} if service in issuers.reached else {}),
        }
    return clients
