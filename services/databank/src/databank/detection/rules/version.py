"""Detection rules as dated data: what may be set, how a version comes into force, what it judges.

A version goes ``ontwerp`` → ``schaduw`` → ``actief`` → ``vervangen`` or ``ingetrokken``. Event time
chooses the version that judges, by the calendar day in Brussels, and a version comes into force on
a later day than the one on which people decide it: so no version ever judges the past again.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

from chassis.days import day_start
from chassis.messages import lazy

_TRAITS = """
nationality nationaliteit origin herkomst afkomst birthplace geboorteplaats country land
language taal ethnicity etniciteit race ras religion religie gender geslacht sex sexe
orientation health gezondheid medical medisch illness ziekte care zorg client clients treatment
behandeling hiv soi age leeftijd name naam
"""
FORBIDDEN = frozenset(_TRAITS.split())
"""Words that no parameter and no input of a rule may have in its name (DP-10)."""


def words_of(name: str) -> set[str]:
    """The words of ``minConfidence`` or ``min_confidence``."""
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+", name)}


class Parameters(BaseModel):
    """Parameters that people may set; a field about a trait of a person cannot be declared."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=to_camel,
        populate_by_name=True,
        hide_input_in_errors=True,
        allow_inf_nan=False,
    )

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        for name in cls.model_fields:
            if words_of(name) & FORBIDDEN:
                raise TypeError(f"{cls.__name__}.{name} is no input for a rule (DP-10)")

    def document(self) -> dict[str, Any]:
        return self.model_dump(mode="json", by_alias=True)


CERTAINTY = lazy("Minste zekerheid van een koppeling, van 0,5 tot 1")
"""Title of ``min_confidence``, in every rule that has it."""


class Reason(StrEnum):
    """The reason to make a version or move it on: codes, for a rule is about people (DP-19)."""

    EERSTE_INVOERING = "eerste_invoering"
    TE_VEEL_VALSE_MELDINGEN = "te_veel_valse_meldingen"
    TE_VEEL_GEMIST = "te_veel_gemist"
    TE_VEEL_VERKLAARBAAR = "te_veel_verklaarbaar"
    NIEUWE_WERKWIJZE = "nieuwe_werkwijze"
    NIEUW_BELEID = "nieuw_beleid"
    GOED_BEVONDEN = "goed_bevonden"
    FOUT_IN_REGEL = "fout_in_regel"
    NIET_MEER_NODIG = "niet_meer_nodig"


class Stage(StrEnum):
    """Stage of a version on its way."""

    ONTWERP = "ontwerp"
    SCHADUW = "schaduw"
    ACTIEF = "actief"
    VERVANGEN = "vervangen"
    INGETROKKEN = "ingetrokken"


class Step(StrEnum):
    """A step that people may take with a version."""

    WIJZIGEN = "wijzigen"
    TERUGTOETSEN = "terugtoetsen"
    SCHADUW = "schaduw"
    ACTIVEREN = "activeren"
    INTREKKEN = "intrekken"


class RecordedStep(StrEnum):
    """A step as the history of a version has it: also those that nobody chooses."""

    LEVEREN = "leveren"
    OPSTELLEN = "opstellen"
    WIJZIGEN = "wijzigen"
    TERUGTOETSEN = "terugtoetsen"
    SCHADUW = "schaduw"
    ACTIVEREN = "activeren"
    INTREKKEN = "intrekken"
    VERVANGEN = "vervangen"


DRAFTING = frozenset({RecordedStep.OPSTELLEN, RecordedStep.WIJZIGEN})
"""Steps by which somebody is an author of a version."""

ALLOWED: Mapping[Stage, Mapping[Step, Stage]] = {
    Stage.ONTWERP: {
        Step.WIJZIGEN: Stage.ONTWERP,
        Step.TERUGTOETSEN: Stage.ONTWERP,
        Step.SCHADUW: Stage.SCHADUW,
        Step.ACTIVEREN: Stage.ACTIEF,
        Step.INTREKKEN: Stage.INGETROKKEN,
    },
    Stage.SCHADUW: {
        Step.TERUGTOETSEN: Stage.SCHADUW,
        Step.ACTIVEREN: Stage.ACTIEF,
        Step.INTREKKEN: Stage.INGETROKKEN,
    },
    Stage.ACTIEF: {Step.TERUGTOETSEN: Stage.ACTIEF, Step.INTREKKEN: Stage.INGETROKKEN},
    Stage.VERVANGEN: {},
    Stage.INGETROKKEN: {},
}
"""``vervangen`` is entered by nobody: it follows when another version is activated."""

NEEDS_BACK_TEST = frozenset({Step.SCHADUW, Step.ACTIVEREN})

P = TypeVar("P", bound=Parameters)


@dataclass(frozen=True)
class Version(Generic[P]):
    """One version, in force from the start of ``valid_from`` until that of ``valid_to``."""

    number: int
    parameters: P
    valid_from: date
    valid_to: date | None = None

    @cached_property
    def begins_at(self) -> datetime:
        return day_start(self.valid_from)

    @cached_property
    def ends_at(self) -> datetime | None:
        return None if self.valid_to is None else day_start(self.valid_to)

    def covers(self, moment: datetime) -> bool:
        return self.begins_at <= moment and (self.ends_at is None or moment < self.ends_at)


@dataclass(frozen=True)
class Track(Generic[P]):
    """Versions that follow each other in time and never overlap: what judges each moment, if any.

    The versions in force are one track. Each version in shadow is a track of its own beside it, so
    that its cases and those in force never touch each other.
    """

    versions: tuple[Version[P], ...]
    shadow: int | None = None

    def at(self, moment: datetime) -> Version[P] | None:
        return next((version for version in self.versions if version.covers(moment)), None)

    def judging(self, moment: datetime) -> Version[P] | None:
        """The version of a moment; before the first, the one that begins next: what happened before
        a track began may be the start of something that ends in it."""
        return self.at(moment) or min(
            (version for version in self.versions if version.begins_at > moment),
            key=lambda version: version.begins_at,
            default=None,
        )

    @classmethod
    def always(cls, parameters: P, number: int = 0) -> "Track[P]":
        """As if one version had always been in force: for a look back."""
        return cls((Version(number, parameters, date(1900, 1, 1)),))


@dataclass(frozen=True)
class Rule(Generic[P]):
    id: str
    tracks: tuple[Track[P], ...]

    @property
    def versions(self) -> tuple[Version[P], ...]:
        return tuple(version for track in self.tracks for version in track.versions)
