"""Indicators of line 2 about the police: inspections, reports and arrests."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from reporting.facts.rules.facts import Fact, Facts
from reporting.figures.rules.outcomes import Breakdown, Outcome, Part, figure, split
from reporting.indicators.rules.evidence import Evidence
from reporting.indicators.rules.police_counts import (
    ADMINISTRATIVE,
    JUDICIAL_ARRESTS,
    arrests,
    judicial_measures,
)
from reporting.indicators.rules.report_figures import (
    INVENTORY,
    delivered,
    overdue,
    periodic_reports,
    punctuality,
    sentences,
)

BranchMonth = tuple[str | None, int, int]
"""A branch, a year and a month."""


def inspections(evidence: Evidence) -> Facts:
    return evidence.facts.of("inspection-completed")


def inspections_by_day(evidence: Evidence) -> Mapping[date, int]:
    """Different inspections by day; of what was told twice the last word counts."""
    days = {(fact.kind, fact.subject_id): fact.day for fact in inspections(evidence)}
    return Counter(days.values())


def counted(facts: Facts, dimension: str) -> dict[str, int]:
    return {code: group.count for code, group in facts.by(dimension).items()}


def branches_checked(evidence: Evidence) -> Outcome:
    """A11: the number of branches, with the number of inspections beside it."""
    facts = inspections(evidence)
    branches = facts.distinct("branch")
    return figure(
        branches,
        parts=[
            Part("branches", "gecontroleerde branches", "branches", branches),
            Part("inspections", "controles in die branches", "controles", facts.count),
        ],
        breakdowns=[
            split("branch", "branche (controles)", counted(facts, "branch")),
            split("visibility", "zichtbaarheid (controles)", counted(facts, "visibility")),
        ],
    )


def hidden_forms_checked(evidence: Evidence) -> Outcome:
    """A5: by what the inspection noted as hidden, not by the branch's usual visibility."""
    facts = inspections(evidence).where("visibility", "verdoken")
    forms = facts.distinct("branch")
    return figure(
        forms,
        parts=[
            Part("forms", "gecontroleerde verdoken vormen", "vormen", forms),
            Part("inspections", "controles van verdoken vormen", "controles", facts.count),
        ],
        breakdowns=[split("form", "vorm (controles)", counted(facts, "branch"))],
        notes=[
            "Een massagesalon telt mee als de controle hem als verdoken noteerde. Hij telt ook "
            "mee als gewone branche bij IND-2-01."
        ],
    )


def inspections_done(evidence: Evidence) -> Outcome:
    """The monthly actions stand beside it: planned, held, missed, and the share that was held."""
    facts = inspections(evidence)
    return figure(
        facts.count,
        parts=_action_parts(monthly_actions(evidence)),
        breakdowns=[
            split("branch", "branche", counted(facts, "branch")),
            split("kind", "soort controle", counted(facts, "kind")),
            split("result", "resultaat", counted(facts, "result")),
        ],
    )


@dataclass(frozen=True, slots=True)
class MonthlyActions:
    """Planned actions, those that were held, and those that were not and whose month is over."""

    planned: frozenset[BranchMonth]
    held: frozenset[BranchMonth]
    missed: frozenset[BranchMonth]


def monthly_actions(evidence: Evidence) -> MonthlyActions:
    """A planned action is held by an inspection of that kind, of its branch, in its month.

    What happened is known of a month that is over; of this month, what was held already.
    """
    planned = frozenset(_branch_month(fact) for fact in evidence.facts.of("monthly-action-planned"))
    done = inspections(evidence).where("kind", "maandactie")
    held = planned & {_branch_month(fact) for fact in done}
    this_month = evidence.today.year, evidence.today.month
    missed = frozenset(each for each in planned - held if each[1:] < this_month)
    return MonthlyActions(planned, held, missed)


def _action_parts(actions: MonthlyActions) -> list[Part]:
    held, known = len(actions.held), len(actions.held) + len(actions.missed)
    share = (200 * held + known) // (2 * known) if known else None
    counts = (
        ("planned", "maandacties gepland", "acties", len(actions.planned)),
        ("held", "maandacties gehouden", "acties", held),
        ("missed", "maandacties gemist", "acties", len(actions.missed)),
        ("held_share", "aandeel gehouden maandacties", "%", share),
    )
    if not actions.planned:
        return []
    return [Part(code, label, unit, value, counted=False) for code, label, unit, value in counts]


def _branch_month(fact: Fact) -> BranchMonth:
    return fact.branch, fact.day.year, fact.day.month


def reports(kind: str, *dimensions: tuple[str, str]) -> Callable[[Evidence], Outcome]:
    """Reports of one kind that were closed, split by ``(dimension, label)``."""

    def compute(evidence: Evidence) -> Outcome:
        facts = evidence.facts.of("report-drawn-up").where("kind", kind)
        splits = [
            split(dimension, label, counted(facts, dimension)) for dimension, label in dimensions
        ]
        return figure(facts.count, breakdowns=[*splits, _by_zone(facts)])

    return compute


def _by_zone(facts: Facts) -> Breakdown:
    zones = {
        "binnen": facts.where("in_tolerance_zone", True).count,
        "buiten": facts.where("in_tolerance_zone", False).count,
    }
    return split("zone", "plaats", {code: number for code, number in zones.items() if number})


def establishments_checked(evidence: Evidence) -> Outcome:
    facts = inspections(evidence)
    distinct = facts.distinct("establishment_ids")
    per_branch = {
        code: group.distinct("establishment_ids") for code, group in facts.by("branch").items()
    }
    return figure(
        distinct,
        parts=[
            Part("distinct", "verschillende instellingen", "instellingen", distinct),
            Part(
                "checks",
                "keren dat een instelling gecontroleerd is",
                "controles",
                facts.total("establishment_ids"),
            ),
        ],
        breakdowns=[split("branch", "branche (verschillende instellingen)", per_branch)],
        notes=["Een instelling met meer dan één branche telt bij elke branche één keer."],
    )


def inventory_report(evidence: Evidence) -> Outcome:
    """Inventories of branches that the police published in the period, and reports made of them.

    The inventory is the content, the report what is delivered: of one year both are one.
    """
    facts = evidence.facts.of("inventory-published")
    reports, missing = delivered(evidence, INVENTORY), overdue(evidence, INVENTORY)
    branches: dict[str, int] = {}
    for fact in facts:
        for branch in fact.dims["branches"]:
            branches[branch] = branches.get(branch, 0) + 1
    return figure(
        max(len(facts.codes("year")), len(reports)),
        parts=[
            Part("inventories", "inventarissen", "inventarissen", facts.count, counted=False),
            *(replace(part, counted=False) for part in punctuality(reports, missing)),
        ],
        breakdowns=[split("branch", "branche", dict(sorted(branches.items())))],
        notes=[
            *(
                f"De inventaris van {fact.dims['year']} is gepubliceerd op {fact.day:%d/%m/%Y}."
                for fact in facts
            ),
            *sentences(reports, missing),
        ],
    )


INSPECTIONS = {
    "IND-2-01": branches_checked,
    "IND-2-02": hidden_forms_checked,
    "IND-2.1-01": inventory_report,
    "IND-2.1-02": inspections_done,
    "IND-2.1-04a": reports(
        "PV", ("branch", "branche"), ("fact_code", "feit"), ("addressee", "bestemmeling")
    ),
    "IND-2.1-04b": reports("RIR", ("branch", "branche"), ("fact_code", "thema")),
    "IND-2.1-04c": establishments_checked,
    "IND-2.1-04e": reports("INFORMATIERAPPORT", ("branch", "branche"), ("fact_code", "thema")),
    "IND-2-04": judicial_measures,
    "IND-2.1-04f": arrests(ADMINISTRATIVE, "redengroep"),
    "IND-2.1-04g": arrests(JUDICIAL_ARRESTS, "feitengroep"),
    "IND-2.4-03": periodic_reports,
}
