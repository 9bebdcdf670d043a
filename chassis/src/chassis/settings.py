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
    """What all services have; once read, addresses of broker and database are whole, with the
    authority by which their servers are known.

    A plain address beyond this machine is refused, unless its host is in ``plaintext_hosts``.
    """

    tls_ca: Path | None = None
    """The file with the authorities to trust, in place of the system's; else ``ca.crt`` beside what
    everybody may know. Who signs people in, and where alerts go, is known by the system's too."""
    plaintext_hosts: Annotated[frozenset[str], NoDecode, BeforeValidator(_hosts)] = frozenset()
    """Hosts that may be spoken to without TLS, separated by commas."""
    amqp_password: SecretStr | None = None
    """The password on the broker, where the address has none; better a file of that name."""
    amqp_url: SecretStr
    """The broker, as the service's own user there; several nodes separated by commas."""
    database_password: SecretStr | None = None
    """The password of the database, where the address has none; better a file of that name."""
    database_url: SecretStr
    """The database, as the service's own role there, which may do no more than it needs."""
    seal_public: Path
    """The file with every reader's public keys."""
    seal_private: Path | None = None
    """The file with the private keys of this service's own seals."""
    vault: Path | None = None
    """The file with the keys of the service's identity columns (``chassis.vault``)."""
    issuers: Path
    """The file with the public keys of those who issue tokens."""
    logins: Path | None = None
    """The file that says who may sign people in (``chassis.web.login``)."""
    host: str = "127.0.0.1"
    """The address on which pages and API are served (``python -m chassis.serve``)."""
    port: int = 8000
    """The port of pages and API."""
    internal_host: str = "127.0.0.1"
    """The address of health and metrics (``internal_listener``)."""
    internal_port: int | None = 9000
    """The port of health and metrics."""
    tls_cert: Path | None = None
    """The certificate with which the service is served."""
    tls_key: Path | None = None
    """The key of the certificate with which the service is served."""
    public_url: str | None = None
    """The address by which browsers know the service."""
    hsts: Annotated[bool | None, BeforeValidator(_said)] = None
    """Whether browsers are told to keep to TLS: only with certificates whose authority stays."""
    login_evaluation: str = ""
    """In as many words that anybody signs in as whom they choose (``chassis.evaluation_login``)."""
    alert_hook: SecretStr | None = None
    """Where alerts go (``chassis.alerts.hook``), with its password; better a file of that name."""
    clock: Literal["system", "driven", "shifted"] = "system"
    """``driven`` only where a simulator plays, ``shifted`` where it has played."""
    clock_begins: Annotated[AwareDatetime | None, BeforeValidator(_said)] = None
    """The moment from which a driven clock runs."""
    clock_behind: int = 0
    """How many seconds a shifted clock runs behind the real one."""
    partitions: int = 1
    """Queues of each reader; change it only while nothing runs and all are empty."""
    instance: int = 0
    """Which of the instances this is, from 0."""
    instances: int = 1
    """How many instances share the partitions; each has all while the others are away."""
    outbox_limit: int = 1_000_000
    """Events that may wait for the broker before new work is refused."""
    retention: Path | None = None
    """The file with terms of keeping, in place of those that come with the platform."""
    batch_limit: int = 200
    """Messages that one transaction takes at most."""
    newer_events: Literal["hold", "park"] = "hold"
    """What only a newer release knows is held until an instance of it takes over; ``park`` after a
    roll-back for good."""
    ahead_alarm_seconds: float = 600
    """Seconds for which what only a newer release knows is held before an alarm."""
    database_connections: int | None = None
    """Connections to the database; unless set, one per partition and seven for all else."""
    traces: Literal["off", "otlp"] = "off"
    """``otlp`` sends traces to a collector (``chassis.traces``)."""

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
