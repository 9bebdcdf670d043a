"""Commands to a running service and its answers, as they travel on ``krachtlijn.control``.

A command carries the operator's token: who asks is proven by the issuer's signature, never by the
login on the broker alone. An answer holds counts and codes, and nothing about a person.
"""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_serializer
from pydantic.alias_generators import to_camel

ANSWER_SECONDS = 10.0
"""Seconds that an operator waits for the answer to a command."""
FASTEST = 10_000
"""Messages a second above which slowing down a reader means nothing."""

Because = Annotated[str, Field(min_length=3, max_length=200)]


class _Part(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=to_camel, populate_by_name=True
    )


class Pause(_Part):
    """Take no more messages until :class:`Resume`, also after a restart."""

    do: Literal["pause"] = "pause"
    because: Because


class Resume(_Part):
    """Take messages again, as fast as they come."""

    do: Literal["resume"] = "resume"
    because: Because


class Slow(_Part):
    """Take ``per_second`` messages a second at most, of each partition."""

    do: Literal["slow"] = "slow"
    because: Because
    per_second: Annotated[int, Field(ge=1, le=FASTEST)]


class ReloadKeys(_Part):
    """Read the files with keys of seals again now, instead of within seconds."""

    do: Literal["reload-keys"] = "reload-keys"


class Ask(_Part):
    """Tell how the reader stands."""

    do: Literal["ask"] = "ask"


Step = Annotated[Pause | Resume | Slow | ReloadKeys | Ask, Field(discriminator="do")]


class Command(_Part):
    """One step for one service; ``token`` is an access token of an operator for that service."""

    token: SecretStr
    step: Step

    @field_serializer("token", when_used="json")
    def _reveal(self, token: SecretStr) -> str:
        """It is secret in logs and tracebacks, and travels as it is, over TLS."""
        return token.get_secret_value()


class PartitionState(_Part):
    """One partition, at the instance that answers. ``stands``: most of what comes to it fails."""

    partition: int
    attached: bool
    stands: bool
    in_hand_seconds: float
    waits_for_newer: str | None = None


class ReaderOrder(_Part):
    """The order that holds for a reader, by whom and why; ``since`` in UTC."""

    paused: bool = False
    per_second: int | None = None
    since: datetime | None = None
    actor: str | None = None
    because: str | None = None


class ReaderState(_Part):
    """The reader as the answering instance sees it."""

    order: ReaderOrder
    partitions: tuple[PartitionState, ...]
    outbox_events: int
    outbox_age_seconds: float


class Answer(_Part):
    """The answer to a command: refused with a reason, or done, with the state after it."""

    service: str
    instance: int
    refused: str | None = None
    state: ReaderState | None = None
