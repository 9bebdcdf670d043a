"""Settings of a service from its environment; every name starts with ``KRACHTLIJN_``.

``KRACHTLIJN_SECRETS`` names a folder with this service's own secrets, ``KRACHTLIJN_PUBLIC`` one
with what everybody may know. A setting of its own beats a file there.
"""

import os
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BeforeValidator, SecretStr, ValidationInfo, field_validator
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SecretsSettingsSource,
    SettingsError,
)

from chassis.addresses import Trust, listed
from chassis.limit_settings import COUNTED, LimitSettings

SECRETS, PUBLIC = "KRACHTLIJN_SECRETS", "KRACHTLIJN_PUBLIC"
BESIDE_PARTITIONS = 4
"""Connections to the database that are at work at once while every partition is, at least."""
FILES = {
    "seal_private": (SECRETS, "seal_private.json"),
    "vault": (SECRETS, "vault.json"),
    "logins": (SECRETS, "logins.json"),
    "tls_key": (SECRETS, "tls.key"),
    "tls_cert": (SECRETS, "tls.crt"),
    "seal_public": (PUBLIC, "seal_public.json"),
    "issuers": (PUBLIC, "issuers.json"),
    "tls_ca": (PUBLIC, "ca.crt"),
}
"""Settings that are files, and where each lies when nothing else is said."""


def _hosts(value: object) -> object:
    return listed(value) if isinstance(value, str) else value


def _said(value: object) -> object:
    return value or None


class Settings(LimitSettings):
    """``database_url`` and ``amqp_url`` are the service's own least-privilege logins.

    Their passwords may be in ``amqp_password`` and ``database_password``; once read, the addresses
    are whole, with the authority that their servers are known by (``tls_ca``). A plain one beyond
    this machine is refused, unless its host is in ``plaintext_hosts``.
    ``seal_public`` holds every reader's public keys; ``seal_private`` only this service's own.
    ``vault`` is the file with the keys of its own identity columns (``chassis.vault``).
    ``amqp_url`` may name several nodes, comma separated. Of ``instances`` of a service,
    ``instance`` (from 0) has its share of the ``partitions``, and all while the others are away.
    ``database_connections`` are enough for the partitions, unless another number is set.
    ``outbox_limit`` events may wait for the broker before new ones are refused.
    ``retention`` is a file with terms of keeping in place of those that come with the platform.
    What only a newer release knows is held until an instance of it takes over, and an alarm after
    ``ahead_alarm_seconds``; with ``newer_events=park``, after a roll-back for good, it is parked.
    ``clock`` is ``driven`` only where a simulator plays, from ``clock_begins`` on where that is
    told, and ``shifted`` where it has played: then the clock runs ``clock_behind`` seconds behind
    the real one. ``public_url`` is the address by
    which browsers know the service, and ``hsts`` says that they keep to TLS there: only with
    certificates whose authority stays; ``logins`` says who may sign people in
    (``chassis.web.login``), and ``login_evaluation`` in as many words that this is anybody
    (``chassis.evaluation_login``).
    ``host``, ``port``, ``tls_cert`` and ``tls_key`` are for ``python -m chassis.serve``.
    ``alert_hook`` is where alerts go (``chassis.alerts.hook``), with its password.
    ``traces`` are off, or go to a collector (``chassis.traces``).
    ``internal_host`` and ``internal_port`` are for health and metrics (``internal_listener``).
    """

    tls_ca: Path | None = None
    plaintext_hosts: Annotated[frozenset[str], NoDecode, BeforeValidator(_hosts)] = frozenset()
    amqp_password: SecretStr | None = None
    amqp_url: SecretStr
    database_password: SecretStr | None = None
    database_url: SecretStr
    seal_public: Path
    seal_private: Path | None = None
    vault: Path | None = None
    issuers: Path
    logins: Path | None = None
    host: str = "127.0.0.1"
    port: int = 8000
    internal_host: str = "127.0.0.1"
    internal_port: int | None = 9000
    tls_cert: Path | None = None
    tls_key: Path | None = None
    public_url: str | None = None
    hsts: Annotated[bool | None, BeforeValidator(_said)] = None
    login_evaluation: str = ""
    alert_hook: SecretStr | None = None
    clock: Literal["system", "driven", "shifted"] = "system"
    clock_begins: Annotated[AwareDatetime | None, BeforeValidator(_said)] = None
    clock_behind: int = 0
    partitions: int = 1
    instance: int = 0
    instances: int = 1
    outbox_limit: int = 1_000_000
    retention: Path | None = None
    batch_limit: int = 200
    newer_events: Literal["hold", "park"] = "hold"
    ahead_alarm_seconds: float = 600
    database_connections: int | None = None
    traces: Literal["off", "otlp"] = "off"

    @property
    def connections(self) -> int:
        """Connections to the database: unless set, one per partition and seven for all else."""
        return self.database_connections or self.partitions + 7

    @field_validator("database_connections")
    @classmethod
    def _enough(cls, number: int | None, read: ValidationInfo) -> int | None:
        least = read.data.get("partitions", 1) + BESIDE_PARTITIONS
        if number is not None and number < least:
            raise ValueError(
                f"{number} is too few: each partition works with one, and {BESIDE_PARTITIONS} more"
                f" go to the relay, its listener, the timers and the pages. Use at least {least}."
            )
        return number

    @property
    def trust(self) -> Trust:
        """The authorities that servers are known by, and hosts that may be spoken to in plain."""
        return Trust(self.tls_ca, self.plaintext_hosts)

    @property
    def limits(self) -> LimitSettings:
        """The limits that count: a simulator plays everybody from one address, and days in minutes,
        so where one drives the clock only those that were set are kept."""
        if self.clock != "driven":
            return self
        unset = {name: 0 for name in COUNTED if name not in self.model_fields_set}
        return self.model_copy(update=unset)

    @field_validator("amqp_url")
    @classmethod
    def _broker(cls, url: SecretStr, read: ValidationInfo) -> SecretStr:
        whole = _trust(read).broker(url.get_secret_value(), _password(read, "amqp_password"))
        return SecretStr(whole)

    @field_validator("database_url")
    @classmethod
    def _database(cls, url: SecretStr, read: ValidationInfo) -> SecretStr:
        password = _password(read, "database_password")
        return SecretStr(_trust(read).database(url.get_secret_value(), password))

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        passwords = SecretsSettingsSource(settings_cls, _folder(SECRETS), env_prefix="")
        return init_settings, env_settings, passwords, _Files(settings_cls)


class _Files(PydanticBaseSettingsSource):
    """The paths of the files that are there."""

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        variable, name = FILES.get(field_name, ("", ""))
        folder = _folder(variable)
        path = folder / name if folder else None
        return path if path is not None and path.exists() else None, field_name, False

    def __call__(self) -> dict[str, Any]:
        found = {name: self.get_field_value(field, name)[0] for name, field in self._fields()}
        return {name: path for name, path in found.items() if path is not None}

    def _fields(self) -> Any:
        return self.settings_cls.model_fields.items()


def _folder(variable: str) -> Path | None:
    named = os.environ.get(variable)
    if not named:
        return None
    if not os.access(named, os.R_OK | os.X_OK) or not Path(named).is_dir():
        raise SettingsError(
            f"{variable} names {named}, which this user ({os.geteuid()}) cannot look into: make it "
            "with 'krachtlijn secrets init', and give it to the user that the service runs as."
        )
    return Path(named)


def _trust(read: ValidationInfo) -> Trust:
    return Trust(read.data.get("tls_ca"), read.data.get("plaintext_hosts", frozenset()))


def _password(read: ValidationInfo, name: str) -> str | None:
    secret: SecretStr | None = read.data.get(name)
    return secret.get_secret_value() if secret is not None else None
