"""Proposals of a new version of a legal term, and what two people must agree on."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from chassis.messages import LazyMessage, lazy
from chassis.refusals import FieldError, FieldsRefusedError, RefusedError, StepRefusedError
from enforcement.legal_terms.rules import COUNTED, Confidence, Roll, Unit

EARLIEST = date(1900, 1, 1)
FURTHEST = timedelta(days=3653)
"""The longest time ahead at which a version may begin."""


class ProposalState(StrEnum):
    VOORGESTELD = "voorgesteld"
    GOEDGEKEURD = "goedgekeurd"
    AFGEWEZEN = "afgewezen"
    INGETROKKEN = "ingetrokken"


class SecondPersonNeededError(RefusedError):
    """Nobody changes the law of the system alone (DP-09)."""

    def __init__(self) -> None:
        super().__init__(
            lazy("Je hebt dit zelf voorgesteld. Een collega beslist erover."),
            code="tweede-persoon-nodig",
        )


class ProposalDecidedError(StepRefusedError):
    def __init__(self) -> None:
        super().__init__(lazy("Over dit voorstel is al beslist."))


class ProposalWaitsError(StepRefusedError):
    """One proposal for a term at a time: the second would not know what it changes."""

    def __init__(self) -> None:
        super().__init__(lazy("Voor deze termijn wacht al een voorstel. Beslis daar eerst over."))


@dataclass(frozen=True, slots=True)
class Draft:
    """The content of a new version that people choose; the rest stays as it was."""

    valid_from: date
    value: int | None
    description: str
    roll: Roll
    legal_basis_id: str
    source_url: str | None
    verified_on: date | None
    confidence: Confidence
    warn_before_days: int
    note: str | None


def check(draft: Draft, unit: Unit, newest_from: date, today: date) -> None:
    """Raises ``FieldsRefusedError`` with every field that is wrong."""
    wrong: list[tuple[str, LazyMessage]] = []
    if draft.valid_from <= newest_from:
        wrong.append(
            (
                "validFrom",
                lazy(
                    "De laatste versie begint op %(day)s. Kies een latere dag.",
                    day=f"{newest_from:%d/%m/%Y}",
                ),
            )
        )
    elif not EARLIEST <= draft.valid_from <= today + FURTHEST:
        wrong.append(("validFrom", lazy("Kies een dag binnen tien jaar.")))
    if (draft.value is None) != (unit is Unit.RULE):
        wrong.append(("value", lazy("Vul een getal in.")))
    if draft.roll is not Roll.NONE and unit not in COUNTED:
        wrong.append(("roll", lazy("Alleen een termijn met een laatste dag kan opschuiven.")))
    if draft.confidence is Confidence.VERIFIED:
        if draft.source_url is None:
            wrong.append(("sourceUrl", lazy("Waar las je de tekst? Vul het adres in.")))
        if draft.verified_on is None:
            wrong.append(("verifiedOn", lazy("Wanneer las je de tekst? Vul de dag in.")))
    if draft.verified_on is not None and draft.verified_on > today:
        wrong.append(("verifiedOn", lazy("Deze dag moet nog komen.")))
    if wrong:
        raise FieldsRefusedError([FieldError(field, reason) for field, reason in wrong])
