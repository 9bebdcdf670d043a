"""The tree of secrets: one folder for each who needs some, with its own alone.

========================  ====================================================================
``public/``               seal_public.json, issuers.json, ca.crt, clients.json: no secret at all
``<service>/``            amqp_password, database_password, seal_private.json, vault.json,
                          logins.json, tls.crt, tls.key; alert_hook, where a person put it
``<service>-owner/``      database_password, vault.json: for its migrations
``<service>-backup/``     database_password, recipients.txt, signing.key, tls.crt, tls.key: for who
                          makes its backups and opens none
``<service>-restore/``    identity.txt, signers.txt: for who restores, away from all others
``admin/``                broker_password, database_password; broker_users.json and
                          database_roles.json, digests by which passwords are set
``tap/``                  amqp_password: only where a simulator plays
``operator/``             amqp_password: for who sends commands to running services
``client.<name>/``        amqp_password, seal_private.json, client.json, ca.crt: for another system
                          that reads events, as 'krachtlijn client add' made it
``completeness/``         <service>_password, tls.crt, tls.key: for who compares what was told with
                          what was had, by id
``certificates/``         tls.crt, tls.key: for who watches how long those of servers hold
``issuers/``              <trust domain>.key: only for who issues tokens
``login/``                what the login issuer of an evaluation needs
``broker/``               tls.crt, tls.key, definitions.json with the administrator alone
``database/``             tls.crt, tls.key, superuser_password
``proxy/``                tls.crt, tls.key
``grafana/``              tls.crt, tls.key, admin_password: only where it is watched
``ca/``                   ca.key: only for who makes certificates
``destroyed.jsonl``       who destroyed which epoch of seal keys, and why
========================  ====================================================================
"""

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from launcher.errors import LauncherError
from launcher.names import ADMIN, OPERATOR, SERVICES, SUPERUSER, TAP
from launcher.rundir import read_json

PUBLIC, ISSUERS, LOGIN, CA = "public", "issuers", "login", "ca"
COMPLETENESS, CERTIFICATES = "completeness", "certificates"
ALERT_HOOK = "alert_hook"
"""A file of a service: where its alerts go. A person puts it there."""
SERVERS = ("broker", "database", "proxy", "grafana")
OWNER = "_owner"
"""Suffix of a service's name: the database role that owns its tables."""
READER = "_backup"
"""Suffix of a service's name: the role that reads every row for backups, and writes none."""
COMPARER = "_completeness"
"""Suffix of a service's name: the role that sees which events there are, and nothing of them."""


def owner_folder(service: str) -> str:
    return f"{service}-owner"


def backup_folder(service: str) -> str:
    return f"{service}-backup"


def restore_folder(service: str) -> str:
    return f"{service}-restore"


def client_folder(name: str) -> str:
    """The folder of another system, and its login and queue on the broker."""
    return f"client.{name}"


FOLDERS = (
    *(PUBLIC, ADMIN, TAP, OPERATOR, ISSUERS, LOGIN, CA, COMPLETENESS, CERTIFICATES),
    *SERVERS,
    *SERVICES,
    *map(owner_folder, SERVICES),
    *map(backup_folder, SERVICES),
    *map(restore_folder, SERVICES),
)
LOGIN_HOSTS = ("evaluation", "keycloak")
"""Names inside of the one issuer that is chosen, by its kind: both have the same certificate."""
CERTIFIED = (*SERVICES, *map(backup_folder, SERVICES), COMPLETENESS, CERTIFICATES, *SERVERS, LOGIN)
"""Folders with a certificate."""


@dataclass(frozen=True)
class Credentials:
    """The tree in a folder; a part of it will do for who needs no more."""

    folder: Path

    @classmethod
    def given(cls, folder: Path) -> "Credentials":
        """A tree that somebody names; a :class:`LauncherError` when it is none."""
        if not any((folder / name).is_dir() for name in FOLDERS):
            raise LauncherError(
                f"{folder} holds no secrets: make them with 'krachtlijn secrets init --to {folder}'"
                ", or name the folder in which they are."
            )
        return cls(folder)

    def read(self, *place: str) -> str:
        """The content of a file; a :class:`LauncherError` that says what is missing."""
        path = self.folder.joinpath(*place)
        try:
            return path.read_text().strip()
        except (FileNotFoundError, NotADirectoryError):
            raise LauncherError(
                f"{path} is missing: make it with 'krachtlijn secrets init --to {self.folder}', or "
                "name the folder in which it is."
            ) from None
        except OSError as error:
            raise LauncherError(
                f"{path} cannot be read ({error.strerror}): run this as the user that it belongs to"
                "."
            ) from None

    def has(self, *place: str) -> bool:
        return os.access(self.folder.joinpath(*place), os.R_OK)

    def broker_password(self, user: str) -> str:
        """The password of ``admin``, ``tap``, ``operator`` or a service on the broker."""
        return self.read(*broker_place(user))

    def database_password(self, role: str) -> str:
        """The password of ``postgres`` or of one of :func:`roles` on the database server."""
        return self.read(*database_place(role))

    @cached_property
    def broker(self) -> dict[str, str]:
        """Password by broker user, of a complete tree."""
        return {user: self.broker_password(user) for user in self.broker_names}

    @property
    def broker_names(self) -> tuple[str, ...]:
        """Every user of the broker."""
        return (ADMIN, TAP, OPERATOR, *SERVICES, *map(client_folder, self.clients))

    @property
    def clients(self) -> dict[str, Any]:
        """Other systems that read events, by name, as the register has them."""
        return read_json(self.folder.joinpath(*CLIENTS))

    @cached_property
    def database(self) -> dict[str, str]:
        """Password by role, of a complete tree."""
        return {role: self.database_password(role) for role in (SUPERUSER, *roles())}

    @cached_property
    def broker_users(self) -> dict[str, str]:
        """Digest of the password by broker user, for whoever sets them and need not know them."""
        self.read(*BROKER_USERS)
        return read_json(self.folder.joinpath(*BROKER_USERS))

    @cached_property
    def database_roles(self) -> dict[str, str]:
        """Verifier of the password by role."""
        self.read(*DATABASE_ROLES)
        return read_json(self.folder.joinpath(*DATABASE_ROLES))

    @property
    def public(self) -> Path:
        """Folder with what is no secret, for everybody."""
        return self.folder / PUBLIC

    @property
    def ca(self) -> Path:
        """Certificate by which servers of this platform are known."""
        return self.public / "ca.crt"

    @property
    def issuers(self) -> Path:
        """Public keys of the token issuers by trust domain."""
        return self.public / "issuers.json"

    @property
    def seal_public(self) -> Path:
        return self.public / "seal_public.json"

    @property
    def issuer_keys(self) -> Path:
        """Folder with `<domain>.key`, the private keys of the token issuers."""
        return self.folder / ISSUERS

    def of(self, service: str) -> Path:
        """Folder with the service's own secrets."""
        return self.folder / service

    def logins(self, service: str) -> Path:
        """File of the login issuers for pages; there when the environment has some."""
        return self.of(service) / "logins.json"

    def seal_private(self, reader: str) -> Path:
        return self.of(reader) / "seal_private.json"

    def vault(self, service: str) -> Path:
        """The keys of the service's identity columns; lost, those columns are lost."""
        return self.of(service) / "vault.json"

    @property
    def destroyed(self) -> Path:
        """Record of the epochs of seal keys that were destroyed, by whom and why."""
        return self.folder / "destroyed.jsonl"

    def owner_vault(self, service: str) -> Path:
        """The same keys, for its migrations."""
        return self.folder / owner_folder(service) / "vault.json"

    def backup(self, service: str) -> Path:
        """Folder of who makes a service's backups."""
        return self.folder / backup_folder(service)

    def restore(self, service: str) -> Path:
        """Folder of who brings them back."""
        return self.folder / restore_folder(service)


BROKER_USERS = (ADMIN, "broker_users.json")
CLIENTS = (PUBLIC, "clients.json")
DATABASE_ROLES = (ADMIN, "database_roles.json")


def roles() -> list[str]:
    """Database roles beside the superuser."""
    return [role for service in SERVICES for role in roles_of(service)]


def roles_of(service: str) -> tuple[str, str, str, str]:
    """The roles that may enter a service's database, itself first."""
    return service, service + OWNER, service + READER, service + COMPARER


def service_of(role: str) -> str:
    """The service whose database a role is for."""
    for suffix in (OWNER, READER, COMPARER):
        role = role.removesuffix(suffix)
    return role


def broker_place(user: str) -> tuple[str, str]:
    return (user, "broker_password" if user == ADMIN else "amqp_password")


def database_place(role: str) -> tuple[str, str]:
    if role == SUPERUSER:
        return ADMIN, "database_password"
    service = service_of(role)
    if role.endswith(COMPARER):
        return COMPLETENESS, f"{service}_password"
    if role.endswith(READER):
        return backup_folder(service), "database_password"
    return (owner_folder(service) if role.endswith(OWNER) else service), "database_password"
