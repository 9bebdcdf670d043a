"""IND-1.2-09: visits to the websites, as they were noted by month, else as they were delivered.

Visits add up over sites and months; page views and unique visitors stand beside them. Unique
visitors do not add up over months: who comes back is the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reporting.care.rules.publications import CareDelivery
from reporting.facts.rules.facts import Fact
from reporting.figures.rules.code_labels import label_of
from reporting.figures.rules.outcomes import Breakdown, Outcome, Part, Row, no_delivery
from reporting.indicators.rules.care_cells import breakdown, missing_deliveries, part, summed
from reporting.indicators.rules.evidence import Evidence
from reporting.periods.rules import Period, PeriodKind

ORGANISATION = "BOYS"
SITES = {"boysproject": "www.boysproject.be", "info4escorts": "www.info4escorts.be"}
MEASURES = {
    "paginaweergaven": ("page_views", "bekeken pagina's"),
    "unieke_bezoekers": ("unique_visitors", "unieke bezoekers"),
}
"""What stands beside the visits, by its name in deliveries: its name in facts, and its label."""

Noted = Mapping[tuple[str, str], Fact]
"""The newest figures by site and month (``JJJJ-MM``)."""


def websites(evidence: Evidence) -> Outcome:
    """The visits of a period: a month that was noted goes before what a delivery says of it."""
    delivery = evidence.care.of(ORGANISATION)
    noted = _newest(evidence)
    if noted:
        return _by_month(evidence, delivery, noted)
    if delivery is None:
        return no_delivery(*missing_deliveries(evidence, [ORGANISATION]))
    return _delivered(evidence, delivery)


def _newest(evidence: Evidence) -> Noted:
    facts = evidence.facts.of("website-statistics-noted").where("organisation", ORGANISATION)
    in_order = sorted(facts, key=lambda fact: int(fact.dims["revision"]))
    return {(fact.dims["site"], f"{fact.day:%Y-%m}"): fact for fact in in_order}


@dataclass(frozen=True, slots=True)
class _Site:
    """The figures of one site in the months of a period that are over."""

    site: str
    months: Sequence[str]
    noted: Noted
    delivery: CareDelivery | None

    def count(self, month: str, measure: str, name: str) -> int | None:
        fact = self.noted.get((self.site, month))
        if fact is not None:
            found: int | None = fact.dims[name]
            return found
        if self.delivery is None:
            return None
        cell = self.delivery.cell("websitestatistiek", site=self.site, maat=measure, maand=month)
        return cell.value if cell else None

    def counts(self, measure: str, name: str) -> dict[str, int]:
        found = {month: self.count(month, measure, name) for month in self.months}
        return {month: count for month, count in found.items() if count is not None}


def _by_month(evidence: Evidence, delivery: CareDelivery | None, noted: Noted) -> Outcome:
    months = [*_months_over(evidence)]
    visits: list[Part] = []
    beside: list[Part] = []
    splits: list[Breakdown] = []
    missing: list[str] = []
    for code, address in SITES.items():
        site = _Site(code, months, noted, delivery)
        known = site.counts("bezoeken", "visits")
        name, label = f"{code}_bezoeken", f"bezoeken van {address}"
        total = sum(known.values()) if known else None
        visits.append(
            Part(
                name, label, "bezoeken", total, missing=None if known else f"{label} in de periode"
            )
        )
        lacking = [Period.parse(month).label for month in months if month not in known]
        if known and lacking:
            missing.append(f"{label} voor {', '.join(lacking)}")
        beside += _beside(evidence, site, address)
        splits += _splits(evidence, site, address)
    return summed([*visits, *beside], breakdowns=splits, missing=missing)


def _beside(evidence: Evidence, site: _Site, address: str) -> Iterator[Part]:
    for measure, (name, label) in MEASURES.items():
        known = site.counts(measure, name)
        adds_up = measure != "unieke_bezoekers" or evidence.period.kind is PeriodKind.MAAND
        if known and adds_up:
            code, text = f"{site.site}_{measure}", f"{label} van {address}"
            yield Part(code, text, label, sum(known.values()), counted=False)


def _splits(evidence: Evidence, site: _Site, address: str) -> Iterator[Breakdown]:
    languages: dict[str, int] = {}
    for (code, _), fact in site.noted.items():
        if code == site.site:
            for language, count in fact.dims["languages"].items():
                languages[language] = languages.get(language, 0) + count
    if languages:
        yield _split(f"taal ({address})", f"taal_{site.site}", languages)
    if evidence.period.kind is not PeriodKind.MAAND:
        yield _split(f"maand ({address})", f"maand_{site.site}", site.counts("bezoeken", "visits"))
        unique = site.counts("unieke_bezoekers", "unique_visitors")
        yield _split(
            f"maand: unieke bezoekers ({address})", f"unieke_bezoekers_{site.site}", unique
        )


def _split(label: str, dimension: str, counts: Mapping[str, int]) -> Breakdown:
    rows = tuple(Row(code, label_of(code), count) for code, count in sorted(counts.items()))
    return Breakdown(dimension, label, rows)


def _months_over(evidence: Evidence) -> Iterator[str]:
    year, month = evidence.period.first.year, evidence.period.first.month
    while (first := date(year, month, 1)) <= evidence.period.last:
        if (first.year, first.month) < (evidence.today.year, evidence.today.month):
            yield f"{first:%Y-%m}"
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def _delivered(evidence: Evidence, delivery: CareDelivery) -> Outcome:
    """As a delivery of the year or half-year has them."""
    monthly = evidence.period.kind is PeriodKind.MAAND
    when = {"maand": evidence.period.id} if monthly else {}
    visits, beside, splits = [], [], []
    for site, address in SITES.items():
        name = f"{site}_bezoeken"
        visits.append(
            part(
                delivery, name, f"bezoeken van {address}", "bezoeken", "websitestatistiek",
                site=site, maat="bezoeken", **when,
            )
        )  # fmt: skip
        for measure, label in (
            ("paginaweergaven", "bekeken pagina's"),
            ("unieke_bezoekers", "unieke bezoekers"),
        ):
            cell = delivery.cell("websitestatistiek", site=site, maat=measure, **when)
            if cell is not None:
                beside.append(
                    Part(
                        f"{site}_{measure}", f"{label} van {address}", label, cell.value,
                        suppressed=cell.value is None, counted=False,
                    )
                )  # fmt: skip
        if not monthly:
            languages = delivery.along("websitestatistiek", "taal", site=site, maat="bezoeken")
            splits.append(breakdown(f"taal ({address})", "taal", languages, f"taal_{site}"))
            months = delivery.along(
                "websitestatistiek", "maand", site=site, maat="unieke_bezoekers"
            )
            text, name = f"maand: unieke bezoekers ({address})", f"unieke_bezoekers_{site}"
            splits.append(breakdown(text, "maand", months, name))
    return summed([*visits, *beside], breakdowns=splits)
