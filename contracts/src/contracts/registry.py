"""Events of the care registry: aggregates with disclosure control, never a person."""

from uuid import UUID

from pydantic import Field

from contracts.codes import CareOrganisation, CountKind
from contracts.event import Code, Event, Fact, Moment


class Cell(Fact):
    """One cell of a table. ``value`` is empty when the cell is suppressed as too small.

    ``dimensions`` maps a dimension (``branche``, ``aard``, ``plaats``, ``maand``, …) to a code; a
    total leaves the dimension out. With ``rounded_to`` b the value is drawn at random, less than b
    away from the real one: 20 stands for 11 to 29. It is a multiple of b, unless it was told again:
    then it is what was told first (``first``) and a change in tens. ``counts`` is what it counts;
    releases up to 0.2 did not say.
    """

    measure: Code
    dimensions: dict[str, str]
    value: int | None = Field(default=None, ge=0)
    rounded_to: int | None = Field(default=None, ge=1)
    first: int | None = Field(default=None, ge=0)
    counts: CountKind | None = None


class WebsiteStatisticsNoted(
    Event, readers={"reporting"}, purpose="policy-statistics", key="month_id"
):
    """A care organisation noted or corrected the figures of a website for one month.

    ``month_id`` is that of the website and month; a later ``revision`` replaces the earlier ones.
    ``begins_at`` is the first moment of the month. What is empty was not counted; ``languages``
    are visits by language. They are visits, no persons.
    """

    month_id: UUID
    organisation: CareOrganisation
    site: Code
    begins_at: Moment
    revision: int = Field(ge=1)
    visits: int = Field(ge=0)
    unique_visitors: int | None = Field(default=None, ge=0)
    page_views: int | None = Field(default=None, ge=0)
    languages: dict[Code, int] = Field(default_factory=dict)
    noted_at: Moment


class AggregatePublished(
    Event, readers={"reporting"}, purpose="policy-statistics", key="organisation", edition=4
):
    """A care organisation's figures for one period, safe to show.

    They leave on a fixed day, however early they were accepted: a first half on 1 September, a
    second half and a year on 1 March of the next year. ``half`` is 1 or 2 for a half-year and empty
    for a year. What was told stands: a half for ever, and a year may be told once more, with the
    publication of a later year; that ``revision`` replaces the first. Counts of persons from 1 to
    ``threshold`` - 1 are suppressed, and so is what would give them away. Persons of a half-year
    are rounded to twice the threshold. ``organisation_name`` is what the organisation was called
    in the period.
    """

    aggregate_id: UUID
    organisation: CareOrganisation
    year: int
    half: int | None = Field(default=None, ge=1, le=2)
    revision: int = Field(ge=1)
    threshold: int = Field(ge=1)
    suppressed: int = Field(ge=0)
    cells: tuple[Cell, ...]
    published_at: Moment
    organisation_name: str | None = Field(default=None, min_length=1, max_length=500)


class LinkedTotal(Fact):
    """Distinct persons over the linked organisations: ``value`` is near what is real.

    What is real lies from ``at_least`` to ``at_most``, for rounding and for the linkage's own error
    together where that was measured. All three are empty when the figure is left out, to protect
    persons or because it would say too little.
    """

    measure: Code
    dimensions: dict[str, str]
    value: int | None = Field(default=None, ge=0)
    at_least: int | None = Field(default=None, ge=0)
    at_most: int | None = Field(default=None, ge=0)


class LinkageError(Fact):
    """The error of a linkage, at ``confidence`` percent; the bounds of its totals hold it.

    At least ``agreement`` percent of persons who are coded twice get the same code. At most
    ``false_meetings`` persons were taken for somebody else's, and of at most ``without_code``
    clients nobody knows whether they came elsewhere.
    """

    confidence: int = Field(default=95, ge=1, le=100)
    agreement: int = Field(ge=0, le=100)
    false_meetings: int = Field(ge=0)
    without_code: int = Field(ge=0)


class LinkedTotalsPublished(
    Event, readers={"reporting"}, purpose="policy-statistics", key="publication_id", edition=2
):
    """City totals of a year without double counting, told once: key and codes are destroyed.

    Who came to several of ``organisations`` counts once. Somebody in two branches counts in both,
    so the branches may add up to more than the total. ``is_complete`` says that nearly every client
    had a linkage code; otherwise some persons may still count twice. Without an ``error`` the
    linkage's own was not measured (releases up to 0.2).
    """

    publication_id: UUID
    year: int
    organisations: tuple[CareOrganisation, ...]
    threshold: int = Field(ge=1)
    is_complete: bool
    totals: tuple[LinkedTotal, ...]
    published_at: Moment
    error: LinkageError | None = None


class IndicatorCoverage(Fact):
    """Completeness of an indicator of an organisation, by its deliveries of the year.

    ``completeness``: ``volledig``, ``gedeeltelijk``, ``leeg``, ``ontbreekt`` or ``onbekend``.
    """

    organisation: CareOrganisation
    indicator: Code
    completeness: Code


class CareYearFrozen(Event, readers={"reporting"}, purpose="policy-statistics", key="freeze_id"):
    """The study department closed a year of care: its figures are these publications.

    Later revisions have a reason, and change nothing of what the frozen year said. ``without``
    names the organisations that the year lacks.
    """

    freeze_id: UUID
    year: int
    without: tuple[CareOrganisation, ...]
    aggregate_ids: tuple[UUID, ...]
    coverage: tuple[IndicatorCoverage, ...]
    frozen_at: Moment
