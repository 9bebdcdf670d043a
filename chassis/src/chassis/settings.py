"""Settings of a service from its environment; every name starts with ``KRACHTLIJN_``."""

from pathlib import Path
from typing import Literal

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """``database_url`` and ``amqp_url`` are the service's own least-privilege logins.

    ``seal_public`` holds every reader's public keys; ``seal_private`` only this service's own.
    ``vault`` is the file with the keys of its own identity columns (``chassis.vault``).
    ``amqp_url`` may name several nodes, comma separated. Of ``instances`` of a service,
    ``instance`` (from 0) has its share of the ``partitions``, and all while the others are away.
    ``outbox_limit`` events may wait for the broker before new ones are refused.
    ``retention`` is a file with terms of keeping in place of those that come with the platform.
    ``clock`` is ``driven`` only where a simulator plays, and ``shifted`` where it has played: then
    the clock runs ``clock_behind`` seconds behind the real one. ``public_url`` is the address by
    which browsers know the service; ``logins`` says who may sign people in (``chassis.web.login``).
    """

    model_config = SettingsConfigDict(env_prefix="KRACHTLIJN_", frozen=True)

    amqp_url: SecretStr
    database_url: SecretStr
    seal_public: Path
    seal_private: Path | None = None
    vault: Path | None = None
    issuers: Path
    logins: Path | None = None
    public_url: str | None = None
    clock: Literal["system", "driven", "shifted"] = "system"
    clock_behind: int = 0
    partitions: int = 1
    instance: int = 0
    instances: int = 1
    outbox_limit: int = 1_000_000
    retention: Path | None = None
    batch_limit: int = 200
    database_connections: int = 8
