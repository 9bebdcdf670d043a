"""Fines of the city (GAS): those imposed in the period, and what became of each since."""

from collections.abc import Callable, Iterable
from uuid import UUID

from reporting.facts.rules.facts import Fact, Facts
from reporting.figures.rules.outcomes import Breakdown, Outcome, Part, figure, split
from reporting.indicators.rules.evidence import Evidence
from reporting.indicators.rules.inspections import counted

COUNTED_ROLES = ("prostituee", "prostituant")
"""The wording of IND-2.2-01 names these two; operators stand beside them."""
ROLES = (("prostituee", "prostituees"), ("prostituant", "prostituanten"))
OPERATORS = "exploitant"
NO_APPEAL, APPEAL_RUNS = "geen_beroep", "beroep_loopt"
IMPOSED = "gas-fine-imposed"
PAYMENT = (
    ("gas-collection-started", "dwanginvordering"),
    ("gas-payment-received", "deels_betaald"),
    ("gas-reminder-sent", "aangemaand"),
    ("gas-fine-final", "te_betalen"),
)
"""What says how far a fine is that is not closed; the first that was told counts."""
AMOUNTS = ("gas-fine-corrected", "gas-fine-final")
"""What tells the amount of a fine anew: the last that was told counts."""
UNDONE = "gas-payment-undone"
WITHDRAWN = "gas-fine-withdrawn"
"""The officer took it back: it was imposed, and nothing is owed."""
NOT_FINAL, NOT_OWED = "niet_definitief", "niet_verschuldigd"
TAKEN_BACK, POINTLESS = "ingetrokken", "zonder_voorwerp"
ANNULLED = "vernietigd"
"""The verdict after which nothing is owed."""


def imposed(evidence: Evidence) -> Facts:
    """Every fine of the period, whoever it was imposed on."""
    return evidence.facts.of(IMPOSED)


def fines(evidence: Evidence) -> Outcome:
    """IND-2.2-01: each fine once, however often it is told; its amount, appeal and payment as of
    today.
    """
    history = _History(evidence.fines)
    of_period = {fact.subject_id: fact for fact in imposed(evidence)}
    by_role: dict[str, dict[UUID, Fact]] = {}
    for case_id, fact in of_period.items():
        by_role.setdefault(history.role(case_id), {})[case_id] = fact
    of_both = {
        case_id: fact for role in COUNTED_ROLES for case_id, fact in by_role.get(role, {}).items()
    }
    unknown = len(by_role.get("onbekend", ()))
    facts = Facts(of_both.values())
    return figure(
        len(of_both),
        parts=[
            *(
                Part(role, f"opgelegd aan {label}", "geldboetes", len(by_role.get(role, ())))
                for role, label in ROLES
            ),
            Part(
                OPERATORS,
                "opgelegd aan exploitanten",
                "geldboetes",
                len(by_role.get(OPERATORS, ())),
                counted=False,
            ),
        ],
        breakdowns=[
            split("branch", "vorm", counted(facts, "branch")),
            by_zone(facts, "plaats"),
            _by(of_both, "band", "bedrag", lambda case_id: history.band(case_id, of_both[case_id])),
            split("defence", "verweer", counted(facts, "defence")),
            _by(of_both, "appeal", "beroep", history.appeal),
            _by(of_both, "payment", "betaling", history.payment),
        ],
        missing=["rol van de overtreder van sommige geldboetes"] if unknown else [],
        notes=["Bedrag, beroep en betaling zijn die van vandaag, ook voor een vroegere periode."],
    )


def by_zone(facts: Facts, label: str) -> Breakdown:
    """Within the zone, outside it, or not told."""
    names = {"True": "binnen", "False": "buiten"}
    values = counted(facts, "in_tolerance_zone")
    return split("zone", label, {names.get(code, code): number for code, number in values.items()})


def _by(
    cases: Iterable[UUID], dimension: str, label: str, code_of: Callable[[UUID], str]
) -> Breakdown:
    values: dict[str, int] = {}
    for case_id in cases:
        code = code_of(case_id)
        values[code] = values.get(code, 0) + 1
    return split(dimension, label, dict(sorted(values.items())))


class _History:
    """What was told of each case, before the period and since: the last word of each kind."""

    def __init__(self, facts: Facts) -> None:
        self._last: dict[tuple[str, UUID], Fact] = {}
        self._amounts: dict[UUID, str] = {}
        for fact in facts:
            if fact.kind in AMOUNTS:
                self._amounts[fact.subject_id] = str(fact.dims["band"])
            self._last[fact.kind, fact.subject_id] = fact
            if fact.kind == UNDONE:
                self._undo(fact)

    def _undo(self, fact: Fact) -> None:
        """Forget a payment that was booked back, and that the fine was paid by it."""
        if fact.dims.get("settled") is True:
            return
        self._last.pop(("gas-case-closed", fact.subject_id), None)
        if fact.dims.get("in_part") is not True:
            self._last.pop(("gas-payment-received", fact.subject_id), None)

    def role(self, case_id: UUID) -> str:
        return self._code("gas-case-opened", case_id, "offender_role") or "onbekend"

    def band(self, case_id: UUID, fined: Fact) -> str:
        """The band of the fine as the officer corrected it, or a court revised it, since."""
        return self._amounts.get(case_id) or str(fined.dims.get("band"))

    def appeal(self, case_id: UUID) -> str:
        verdict = self._code("gas-appeal-decided", case_id, "verdict")
        if verdict is not None:
            return verdict
        if ("gas-appeal-lodged", case_id) not in self._last:
            return NO_APPEAL
        return POINTLESS if (WITHDRAWN, case_id) in self._last else APPEAL_RUNS

    def payment(self, case_id: UUID) -> str:
        if (WITHDRAWN, case_id) in self._last:
            return TAKEN_BACK
        outcome = self._code("gas-case-closed", case_id, "outcome")
        if self.appeal(case_id) == ANNULLED:
            return NOT_OWED
        if outcome is not None:
            return outcome
        return next((code for kind, code in PAYMENT if (kind, case_id) in self._last), NOT_FINAL)

    def _code(self, kind: str, case_id: UUID, dimension: str) -> str | None:
        fact = self._last.get((kind, case_id))
        return None if fact is None else str(fact.dims.get(dimension))
