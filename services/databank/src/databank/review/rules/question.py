"""Questions about identity that only people answer, and what may be done with one.

+------------+---------+----------+------------+------------+
| state      | nemen   | loslaten | antwoorden | vervallen  |
+============+=========+==========+============+============+
| open       | open    | open     | beantwoord | vervallen  |
+------------+---------+----------+------------+------------+
| beantwoord | no      | no       | no         | no         |
+------------+---------+----------+------------+------------+
| vervallen  | no      | no       | no         | no         |
+------------+---------+----------+------------+------------+

An undone merge opens again what it answered or made void.
"""

from datetime import datetime, timedelta
from enum import StrEnum

LEASE = timedelta(minutes=15)
"""Time that a question is one officer's, so that two do not answer it at once."""
ANSWER_WITHIN = timedelta(days=14)
"""Time in which a question should be answered: no law's, but moves may hide behind an open one."""


class Kind(StrEnum):
    """``koppeling``: does a claim belong there; ``samenvoegen``: an officer asks about two persons;
    ``steekproef``: an automatic decision, shown without saying what was decided."""

    KOPPELING = "koppeling"
    SAMENVOEGEN = "samenvoegen"
    STEEKPROEF = "steekproef"


class State(StrEnum):
    OPEN = "open"
    BEANTWOORD = "beantwoord"
    VERVALLEN = "vervallen"


class Step(StrEnum):
    NEMEN = "nemen"
    LOSLATEN = "loslaten"
    ANTWOORDEN = "antwoorden"
    VERVALLEN = "vervallen"


class Answer(StrEnum):
    DEZELFDE = "dezelfde_persoon"
    ANDERE = "andere_persoon"
    NIET_TE_ZEGGEN = "niet_te_zeggen"


class Ground(StrEnum):
    """On what an officer decides; a code, never free text (DP-19)."""

    PERSOON_GEZIEN = "persoon_gezien"
    DOCUMENT_VERGELEKEN = "document_vergeleken"
    GEGEVENS_VERGELEKEN = "gegevens_vergeleken"
    VERKLARING_BETROKKENE = "verklaring_betrokkene"
    DOCUMENT_VAN_IEMAND_ANDERS = "document_van_iemand_anders"
    VERGISSING = "vergissing"


TRANSITIONS: dict[tuple[State, Step], State] = {
    (State.OPEN, Step.NEMEN): State.OPEN,
    (State.OPEN, Step.LOSLATEN): State.OPEN,
    (State.OPEN, Step.ANTWOORDEN): State.BEANTWOORD,
    (State.OPEN, Step.VERVALLEN): State.VERVALLEN,
}


def allowed(state: State) -> list[Step]:
    """Steps that an officer may take; a question lapses by itself."""
    return [step for at, step in TRANSITIONS if at is state and step is not Step.VERVALLEN]


def is_held(held_by: str | None, held_until: datetime | None, now: datetime) -> bool:
    return held_by is not None and held_until is not None and held_until > now
