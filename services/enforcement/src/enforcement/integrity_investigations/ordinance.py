"""The city's police ordinance on integrity investigations; without one there are none."""

from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from chassis import own_file

SETTING = "KRACHTLIJN_ENFORCEMENT_INTEGRITY_ORDINANCE"
Line = Annotated[str, Field(min_length=1, max_length=200)]


class Ordinance(BaseModel):
    """``protocol`` is the agreement with the prosecutor that is annexed to it (§16).

    ``until`` is the last day on which an investigation may begin by it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    reference: Line
    in_force_from: date
    until: date | None = None
    protocol: Line
    sectors: tuple[Line, ...] = Field(min_length=1)

    def holds(self, on: date) -> bool:
        return self.in_force_from <= on and (self.until is None or on <= self.until)


def load(path: Path | None) -> Ordinance | None:
    """The city's file; None where the setting names none. Raises ``OwnFileError``."""
    if path is None:
        return None
    return own_file.load(Ordinance, SETTING, path, "enforcement", "integrity_ordinance.toml")
