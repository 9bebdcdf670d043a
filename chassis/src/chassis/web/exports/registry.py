"""The registry of lists of one service, with the approvers and limits of its exports."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from chassis.web.exports.export_list import ExportList
from chassis.web.exports.rules import State
from chassis.web.roles import Actor, Function


class Limits(BaseSettings):
    """Limits that an organisation may set; every name starts with ``KRACHTLIJN_EXPORTS_``."""

    model_config = SettingsConfigDict(env_prefix="KRACHTLIJN_EXPORTS_", frozen=True)

    small: int = Field(default=200, ge=0)
    """Rows about people that somebody may take in a day without a second person."""
    largest: int = Field(default=100_000, ge=1, le=1_000_000)
    """Rows of one file."""
    hours_kept: float = Field(default=24, gt=0, le=24 * 7)
    """Hours in which a file can be fetched."""
    days_waiting: float = Field(default=7, gt=0, le=60)
    """Days that a request waits for a second person."""
    hours_own: float = Field(default=24, ge=1, le=24 * 14)
    """Hours that a large list of own things waits before it is made."""

    @property
    def kept(self) -> timedelta:
        return timedelta(hours=self.hours_kept)

    @property
    def waiting(self) -> timedelta:
        return timedelta(days=self.days_waiting)

    def waits(self, state: State) -> timedelta:
        """The time that a request in its first state waits for the next."""
        return timedelta(hours=self.hours_own) if state is State.WACHT else self.waiting


@dataclass(frozen=True)
class Exports:
    """``approvers`` agree to or refuse large exports of others of their organisation; to
    ``overseers`` every request is shown, but no file."""

    listings: Sequence[ExportList]
    approvers: frozenset[Function]
    overseers: frozenset[Function] = frozenset()
    limits: Limits = field(default_factory=Limits)

    @cached_property
    def askers(self) -> frozenset[Function]:
        return frozenset().union(*(listing.functions for listing in self.listings))

    @cached_property
    def everybody(self) -> frozenset[Function]:
        """Every function that asks, approves or oversees."""
        return self.askers | self.approvers | self.overseers

    def listing(self, code: str) -> ExportList | None:
        return next((listing for listing in self.listings if listing.code == code), None)

    def of(self, actor: Actor) -> list[ExportList]:
        return [listing for listing in self.listings if actor.function in listing.functions]
