"""Refusals of clerical review that a caller tells apart from all others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chassis.messages import lazy
from chassis.refusals import RefusedError
from databank.matching.rules.link_constraints import VerdictKind


@dataclass(frozen=True, slots=True)
class EarlierVerdict:
    """A standing verdict of a colleague that an answer would go against."""

    verdict_id: UUID
    claim_a: UUID
    claim_b: UUID
    kind: VerdictKind
    given_at: datetime
    given_by: str
    reason: str

    @property
    def day(self) -> str:
        """As in ``givenAt`` of the API."""
        return self.given_at.isoformat()[:10]

    def document(self) -> dict[str, str]:
        return {
            "verdictId": str(self.verdict_id),
            "claimA": str(self.claim_a),
            "claimB": str(self.claim_b),
            "kind": self.kind.value,
            "givenAt": self.given_at.isoformat(),
            "givenBy": self.given_by,
            "reason": self.reason,
        }


class OpposedError(RefusedError):
    """Colleagues said otherwise; whoever looked at their verdicts again may overrule them."""

    def __init__(self, reason: str, verdicts: Sequence[EarlierVerdict]) -> None:
        documents = [verdict.document() for verdict in verdicts]
        super().__init__(reason, code="ander-oordeel", extra={"verdicts": documents})
        self.verdicts = [*verdicts]


class HeldByColleagueError(RefusedError):
    """A colleague looks at the question now."""

    def __init__(self, held_by: str, held_until: datetime) -> None:
        super().__init__(
            lazy("Een collega bekijkt deze vraag. Kies een andere, of wacht tot die klaar is."),
            code="in-behandeling",
            extra={"heldBy": held_by, "heldUntil": held_until.isoformat()},
        )


class AlreadyMergedError(RefusedError):
    """The person was merged into another, and is no person of its own now."""

    def __init__(self, survivor: UUID | None) -> None:
        super().__init__(
            lazy("Deze persoon is al samengevoegd met een andere. Ga verder met die persoon."),
            code="al-samengevoegd",
            extra={"mergedInto": str(survivor)},
        )


class LaterMergedError(RefusedError):
    """A merge cannot be undone while its person is merged into another."""

    def __init__(self, merged_into: UUID) -> None:
        super().__init__(
            lazy("Deze persoon is later zelf samengevoegd. Maak eerst die samenvoeging ongedaan."),
            code="later-samengevoegd",
            extra={"mergedInto": str(merged_into)},
        )
