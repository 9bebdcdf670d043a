"""Make what is missing of a tree of secrets; nothing that is there already changes.

What follows from other files follows them: public keys, digests of passwords, the owner's copy of
a vault's keys, and certificates that run out or lack a name.
"""

import os
import secrets
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from launcher.backup.keys import make_backup_keys
from launcher.credentials import earlier_layout, keys, verifiers
from launcher.credentials.certificates import Authority
from launcher.credentials.tree import (
    BROKER_USERS,
    CA,
    CERTIFIED,
    DATABASE_ROLES,
    FOLDERS,
    LOGIN,
    LOGIN_HOSTS,
    PUBLIC,
    SERVERS,
    Credentials,
    broker_place,
    client_folder,
    database_place,
    roles,
)
from launcher.names import ADMIN, DOMAINS, READERS, SERVICES, SUPERUSER
from launcher.rundir import FOR_EVERYBODY, RunDir, read_json, write_json, write_private

LOOPBACK = ("localhost", "127.0.0.1", "::1")


def ensure_secrets(run: RunDir) -> Credentials:
    """The tree of an environment on this machine, complete."""
    with run.locked("secrets"):
        make(run.secrets)
    return Credentials(run.secrets)


def make(
    folder: Path,
    hosts: Iterable[str] = (),
    owners: Mapping[str, int] | None = None,
    renew: Iterable[str] = (),
) -> list[str]:
    """The whole tree, complete. Gives the names of certificates that were made (anew).

    ``hosts`` are names under which browsers and others find this platform from outside; inside,
    each server and service has its own. ``owners`` are numeric users by folder. ``renew`` names
    folders whose certificates are made anew however long they would hold.
    """
    _folders(folder)
    earlier_layout.adopt(folder)
    tree = Credentials(folder)
    _passwords(tree)
    _keys(tree)
    made = _certificates(tree, tuple(hosts), set(renew))
    _clients(tree)
    hand_over(folder, owners or {})
    return made


def _folders(folder: Path) -> None:
    folder.mkdir(mode=0o711, parents=True, exist_ok=True)
    folder.chmod(0o711)  # owners of a folder in it must get there, and see no other
    for name in FOLDERS:
        (folder / name).mkdir(mode=0o700, exist_ok=True)
        (folder / name).chmod(0o755 if name == PUBLIC else 0o700)


def _passwords(tree: Credentials) -> None:
    places = [broker_place(user) for user in tree.broker_names]
    places += [database_place(role) for role in (SUPERUSER, *roles())]
    places.append(("grafana", "admin_password"))
    for place in places:
        path = tree.folder.joinpath(*place)
        if not path.exists():
            write_private(path, secrets.token_hex(24))
    digests = _digests(
        tree, BROKER_USERS, tree.broker, verifiers.broker_hash, verifiers.fits_broker_hash
    )
    _follow(tree.folder / "broker" / "definitions.json", _administrator(digests[ADMIN]))
    _digests(
        tree,
        DATABASE_ROLES,
        {role: tree.database_password(role) for role in roles()},
        verifiers.database_verifier,
        verifiers.fits_database_verifier,
    )
    copy = tree.folder / "database" / "superuser_password"
    if not copy.exists() or copy.read_text() != tree.database_password(SUPERUSER):
        write_private(copy, tree.database_password(SUPERUSER))


def _digests(
    tree: Credentials,
    place: tuple[str, str],
    passwords: Mapping[str, str],
    digest: Callable[[str], str],
    fits: Callable[[str, str], bool],
) -> dict[str, str]:
    path = tree.folder.joinpath(*place)
    kept = read_json(path)
    digests = {
        name: kept[name] if name in kept and fits(word, kept[name]) else digest(word)
        for name, word in passwords.items()
    }
    _follow(path, digests)
    return digests


def _administrator(digest: str) -> dict[str, Any]:
    """Definitions that a new broker loads: its administrator, who then applies the topology."""
    user = {
        "name": ADMIN,
        "password_hash": digest,
        "hashing_algorithm": "rabbit_password_hashing_sha256",
        "tags": ["administrator"],
    }
    everything = {"configure": ".*", "write": ".*", "read": ".*"}
    return {
        "vhosts": [{"name": "/"}],
        "users": [user],
        "permissions": [{"user": ADMIN, "vhost": "/", **everything}],
    }


def _keys(tree: Credentials) -> None:
    for domain in DOMAINS:
        keys.make_issuer(tree.issuer_keys / f"{domain}.key")
    readers = (*READERS, *map(client_folder, tree.clients))
    for reader in readers:
        keys.make_seal(tree.seal_private(reader))
    for service in SERVICES:
        keys.make_vault(tree.vault(service))
        _follow(tree.owner_vault(service), read_json(tree.vault(service)))
        make_backup_keys(tree.backup(service), tree.restore(service))
    _follow(
        tree.issuers,
        {
            domain: keys.offer_issuer(domain, tree.issuer_keys / f"{domain}.key")
            for domain in DOMAINS
        },
    )
    _follow(
        tree.seal_public,
        {reader: keys.offer_seal(tree.seal_private(reader)) for reader in readers},
    )


def _clients(tree: Credentials) -> None:
    """What another system needs beside its password and its keys, to be handed over whole."""
    for name, client in tree.clients.items():
        folder = tree.of(client_folder(name))
        _follow(folder / "client.json", {"name": name, "events": client["events"]})
        authority = tree.ca.read_text()
        if not (folder / "ca.crt").exists() or (folder / "ca.crt").read_text() != authority:
            write_private(folder / "ca.crt", authority)


def _certificates(tree: Credentials, hosts: tuple[str, ...], renew: set[str]) -> list[str]:
    authority = Authority.ensure(tree.ca, tree.folder / CA / "ca.key")
    seen = (*SERVERS, LOGIN)
    return [
        name
        for name in CERTIFIED
        if authority.issue(
            tree.folder / name,
            (
                name,
                *(LOGIN_HOSTS if name == LOGIN else ()),
                *(hosts if name in seen else ()),
                *LOOPBACK,
            ),
            anew=name in renew,
        )
    ]


def _follow(path: Path, content: dict[str, Any]) -> None:
    if content != read_json(path):
        write_json(path, content, FOR_EVERYBODY if path.parent.name == PUBLIC else 0o600)


def hand_over(folder: Path, owners: Mapping[str, int]) -> None:
    """Give folders of the tree, with all in them, to numeric users; as root only."""
    for name, uid in owners.items():
        for path in (folder / name, *(folder / name).iterdir()):
            if path.stat().st_uid != uid:
                os.chown(path, uid, uid)
