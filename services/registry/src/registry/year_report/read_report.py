"""Read the report of a year: figures, completeness and words, of what the frozen year said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from chassis.db import Transaction
from registry.completeness import read_year as years
from registry.completeness.read_year import OrganisationYear
from registry.completeness.rules.coverage import Completeness
from registry.delivery_register import store as deliveries
from registry.delivery_register.store import FrozenYear
from registry.disclosure.rules.publication import Figure
from registry.integration import store as publications
from registry.integration.store import Aggregate
from registry.settings import RegistrySettings
from registry.year_linkage import store as year_linkage
from registry.year_report import store
from registry.year_report.rules.headlines import HEADLINES, Headline, indicators_of
from registry.year_report.rules.words import CITY
from registry.year_report.store import YearWords


@dataclass(frozen=True, slots=True)
class IndicatorFigures:
    """``figures`` go with the headlines; one is empty where nothing was published of it."""

    indicator: str
    completeness: Completeness
    figures: Sequence[tuple[Headline, Figure | None]]


@dataclass(frozen=True, slots=True)
class OrganisationReport:
    """``later`` is a revision that was published after the freeze, and is not in the figures."""

    organisation: OrganisationYear
    indicators: Sequence[IndicatorFigures]
    words: YearWords | None
    revision: int | None
    later: int | None


@dataclass(frozen=True, slots=True)
class YearReport:
    year: int
    frozen: FrozenYear | None
    organisations: Sequence[OrganisationReport]
    linked: bool
    words: YearWords | None
    """Those of the study department about the city."""

    @property
    def missing(self) -> Sequence[str]:
        """Names of organisations without a figure."""
        return [each.organisation.name for each in self.organisations if each.revision is None]

    @property
    def incomplete(self) -> Sequence[tuple[str, str, Completeness]]:
        """Organisation and indicator that are less than whole, of those that delivered."""
        return [
            (each.organisation.name, one.indicator, one.completeness)
            for each in self.organisations
            if each.revision is not None
            for one in each.indicators
            if one.completeness is not Completeness.VOLLEDIG
        ]

    @property
    def margin(self) -> int:
        """Every figure is less than this off; 0 where none is rounded."""
        return max((each.rounded_to or 0 for each in self._shown), default=0)

    @property
    def told_again(self) -> bool:
        """Whether a figure stands beside what was told first."""
        return any(each.first is not None for each in self._shown)

    @property
    def _shown(self) -> Sequence[Figure]:
        return [
            figure
            for each in self.organisations
            for one in each.indicators
            for _, figure in one.figures
            if figure is not None and figure.value is not None
        ]

    @property
    def unwritten(self) -> Sequence[str]:
        """Names of organisations without words."""
        return [each.organisation.name for each in self.organisations if not each.words]


async def read_report(
    tx: Transaction, year: int, settings: RegistrySettings, *, only: str | None = None
) -> YearReport:
    """With ``only``, of that organisation alone. A frozen year keeps the figures that it had."""
    frozen = await deliveries.frozen_year(tx, year)
    newest = await publications.newest_of_year(tx, year)
    shown = newest
    if frozen is not None and frozen.freeze_id is not None:
        ids = [UUID(each) for each in frozen.aggregate_ids]
        shown = await publications.with_ids(tx, ids)
    by_organisation = {each.organisation: each for each in shown if each.half == 0}
    latest = {each.organisation: each for each in newest if each.half == 0}
    words = await store.newest(tx, year)
    return YearReport(
        year,
        frozen,
        [
            _of(each, by_organisation, latest, words)
            for each in await years.read_year(tx, year, settings, only=only)
        ],
        await year_linkage.totals(tx, year) is not None,
        words.get(CITY),
    )


def _of(
    each: OrganisationYear,
    shown: Mapping[str, Aggregate],
    latest: Mapping[str, Aggregate],
    words: Mapping[str, YearWords],
) -> OrganisationReport:
    code = each.organisation.code
    publication = shown.get(code)
    figures = publications.told_of(publication).figures if publication else {}
    complete = {one.indicator: one.year for one in each.indicators}
    revision = publication.revision if publication else None
    newer = latest.get(code)
    return OrganisationReport(
        each,
        [
            IndicatorFigures(
                name,
                complete[name],
                [(headline, figures.get(headline.key)) for headline in HEADLINES[name]],
            )
            for name in indicators_of(code)
        ],
        words.get(code),
        revision,
        newer.revision if newer and newer.revision != revision else None,
    )
