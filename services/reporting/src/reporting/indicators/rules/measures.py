"""Indicators of line 2 about the city: measures of every kind, and visits to premises."""

from collections.abc import Callable
from uuid import UUID

from reporting.facts.rules.facts import Fact, Facts
from reporting.figures.rules.outcomes import (
    Breakdown,
    Outcome,
    Part,
    Row,
    figure,
    split,
)
from reporting.indicators.rules import fines, mayor_orders, police_counts
from reporting.indicators.rules.evidence import Evidence
from reporting.indicators.rules.inspections import counted

IMPOSED = ("schorsing", "intrekking", "tijdelijke_sluiting", "definitieve_sluiting")
"""Sanctions in the sense of the GAS law; a warning or no sanction is a decision, no sanction."""

OFFICER = "sanctionerend_ambtenaar"
"""Alone imposes fines (GAS law art. 6)."""


def sanctions(evidence: Evidence) -> Facts:
    return evidence.facts.of("sanction-decided").where("kind", *IMPOSED)


def administrative_measures(evidence: Evidence) -> Outcome:
    """IND-2-03 is the union of 2.2-01, 2.2-02 and 2.2-03; a closure counts as its sanction (A4)."""
    imposed, fined = sanctions(evidence), fines.imposed(evidence)
    ordered = mayor_orders.orders(evidence)
    decided, every = Facts([*imposed, *ordered]), Facts([*imposed, *fined, *ordered])
    return figure(
        every.count,
        parts=[
            Part("fines", "geldboetes", "geldboetes", fined.count),
            Part("sanctions", "sancties", "sancties", imposed.count),
            Part("orders", "maatregelen burgemeester", "bevelen", ordered.count),
        ],
        breakdowns=[
            split("kind", "soort", counted(decided, "kind") | _of_fines("geldboete", fined)),
            split(
                "authority",
                "beslissend orgaan",
                counted(decided, "deciding_body") | _of_fines(OFFICER, fined),
            ),
            split("branch", "vorm", counted(every, "branch")),
            fines.by_zone(every, "plaats"),
        ],
        notes=[
            "Elke maatregel telt één keer: een sluiting na een sanctie is dezelfde maatregel.",
            "Bestuurlijke aanhoudingen zijn politiemaatregelen en tellen niet mee (IND-2.1-04f).",
        ],
    )


def _of_fines(code: str, fined: Facts) -> dict[str, int]:
    return {code: fined.count} if fined.count else {}


def follow_up(evidence: Evidence) -> Outcome:
    """IND-2.1-05: each sanction and order of the period, how far it is, and what was found."""
    imposed, ordered = sanctions(evidence), mayor_orders.orders(evidence)
    both = Facts([*imposed, *ordered])
    last_check: dict[object, Fact] = {
        fact.subject_id: fact for fact in evidence.followed.of("sanction-execution-recorded")
    }
    notified = set(evidence.followed.of("sanction-notified").subjects())
    annulled = annulled_cases(evidence)
    states = mayor_orders.follow_up(evidence)
    for case_id in imposed.subjects():
        check = last_check.get(case_id)
        if case_id in annulled:
            states["zonder_gevolg"] += 1
        elif check is not None:
            states["nageleefd" if check.dims["complied"] else "niet_nageleefd"] += 1
        else:
            states["in_uitvoering" if case_id in notified else "open"] += 1
    lacks = police_counts.lacking(evidence)
    judicial = police_counts.part(
        "judicial",
        "gerechtelijke maatregelen van de politie",
        police_counts.judicial(evidence),
        unit="maatregelen",
        counted=False,
        missing=lacks,
    )
    return figure(
        both.count,
        parts=[
            Part("administrative", "sancties", "sancties", imposed.count),
            Part("fines", "geldboetes", "geldboetes", fines.imposed(evidence).count, counted=False),
            Part("orders", "maatregelen burgemeester", "bevelen", ordered.count),
            judicial,
        ],
        breakdowns=[
            split("status", "opvolging", states if both.count else {}),
            split("kind", "soort", counted(both, "kind")),
        ],
        missing=[lacks] if lacks else [],
        notes=[
            "Gerechtelijke maatregelen staan ernaast: de politie geeft aantallen vrij, "
            "waarvan kleine verborgen zijn, en geen opvolging."
        ],
    )


def annulled_cases(evidence: Evidence) -> set[UUID]:
    """Cases in which the Council of State annulled the decision: nothing follows from it."""
    rulings = {
        fact.subject_id: fact.dims.get("ruling")
        for fact in evidence.followed.of("sanction-appeal-decided")
    }
    return {case_id for case_id, ruling in rulings.items() if ruling == "vernietiging"}


def sanctions_imposed(evidence: Evidence) -> Outcome:
    """A3: the wording says the mayor, the process says the college; both columns are shown."""
    decided = evidence.facts.of("sanction-decided")
    imposed = sanctions(evidence)
    bodies = {body: imposed.where("deciding_body", body) for body in ("burgemeester", "college")}
    return figure(
        imposed.count,
        parts=[
            *(
                Part(body, f"beslist door {label}", "sancties", bodies[body].count)
                for body, label in (("burgemeester", "de burgemeester"), ("college", "het college"))
            ),
            *(
                Part(kind, label, "beslissingen", decided.where("kind", kind).count, counted=False)
                for kind, label in (
                    ("extra_waarschuwing", "extra waarschuwing"),
                    ("geen_sanctie", "geen sanctie"),
                )
            ),
            *_annulled(imposed, evidence),
        ],
        breakdowns=[
            split("kind", "soort", counted(imposed, "kind")),
            *(
                split(f"kind_{body}", f"soort, beslist door {body}", counted(facts, "kind"))
                for body, facts in bodies.items()
            ),
        ],
        notes=[
            "De formulering noemt de burgemeester, maar ook het college kan beslissen. "
            "Daarom staan de twee organen apart.",
            "Wat de Raad van State later vernietigt, telt mee op de dag van beslissing.",
        ],
    )


def _annulled(imposed: Facts, evidence: Evidence) -> list[Part]:
    """A figure and no words: words of a report pass unprotected to everybody."""
    number = len(annulled_cases(evidence) & set(imposed.subjects()))
    label = "vernietigd door de Raad van State"
    return [Part("vernietigd", label, "sancties", number, counted=False)] if number else []


def premises_visited(kind: str) -> Callable[[Evidence], Outcome]:
    """A12: premises count; visits and rooms stand beside them."""

    def compute(evidence: Evidence) -> Outcome:
        facts = evidence.facts.of("suitability-visit-completed").where("kind", kind)
        premises = facts.codes("premises_id")
        known = set(evidence.streets) | premises
        share = _share(len(premises), len(known))
        return figure(
            len(premises),
            parts=[
                Part("premises", "verschillende panden", "panden", len(premises)),
                Part("visits", "bezoeken", "bezoeken", facts.count),
                Part("rooms", "bezochte ruimten", "ruimten", facts.total("rooms_visited")),
                Part("share", "aandeel van alle gekende panden", "%", share, counted=False),
            ],
            breakdowns=[
                _by_premises("reason", "reden", facts),
                _by_premises("result", "resultaat", facts),
                _by_street(premises, evidence),
            ],
            notes=[
                "Per reden en per resultaat telt een pand één keer bij elk dat voorkwam. "
                "Ruimten tellen bij elk bezoek."
            ],
        )

    return compute


def _share(part: int, whole: int) -> int | None:
    return round(100 * part / whole) if whole else None


def _by_premises(dimension: str, label: str, facts: Facts) -> Breakdown:
    values = {code: group.distinct("premises_id") for code, group in facts.by(dimension).items()}
    return split(dimension, f"{label} (panden)", values)


def _by_street(premises: set[str], evidence: Evidence) -> Breakdown:
    streets: dict[str, int] = {}
    for premises_id in premises:
        street = evidence.streets.get(premises_id, "onbekend")
        streets[street] = streets.get(street, 0) + 1
    rows = tuple(Row(street, street, number) for street, number in sorted(streets.items()))
    return Breakdown("street", "straat (panden)", rows)


MEASURES = {
    "IND-2-03": administrative_measures,
    "IND-2.1-05": follow_up,
    "IND-2.2-01": fines.fines,
    "IND-2.2-02": sanctions_imposed,
    "IND-2.2-03": mayor_orders.mayor_orders,
    "IND-2.3-01": premises_visited("proactief"),
    "IND-2.3-02": premises_visited("reactief"),
}
