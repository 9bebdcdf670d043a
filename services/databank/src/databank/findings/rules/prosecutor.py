"""Mixed facts: what was said between the city, the police and the prosecutor about a finding."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from contracts.codes import Addressee
from databank.finding_register.rules.steps import Finding, FindingState


class ProsecutorWord(StrEnum):
    """``gevraagd``: the city waits for the prosecutor. The others are the prosecutor's answers."""

    GEVRAAGD = "gevraagd"
    AFGEZIEN = "afgezien"
    VERVOLGT = "vervolgt"


@dataclass(frozen=True, slots=True)
class Statement:
    """``source``: the office and the reference of the magistrate, never a name.

    It is empty where the city asks.
    """

    word: ProsecutorWord
    at: datetime
    source: str | None
    noted_by: str


def awaits_answer(finding: Finding, said: Sequence[Statement]) -> bool:
    """Whether the prosecutor has a say and said nothing: by the report, or as the city asks."""
    concerned = finding.addressee in (Addressee.PARKET, Addressee.GEMENGD) or bool(said)
    answered = any(each.word is not ProsecutorWord.GEVRAAGD for each in said)
    return finding.state is FindingState.OVERGEMAAKT and concerned and not answered
