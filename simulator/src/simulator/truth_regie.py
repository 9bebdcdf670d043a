"""The truth of regie: meetings, notes, briefings, agreements and reports, as they were noted.

Each is one record of its day. Reports are those that people noted as a reporting moment; those
that are made and published here are compared by their own stories.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from simulator.comparison import Figure, Split
from simulator.periods import Period

MEETINGS = {
    "IND-2.2-04": "werkgroep_partners",
    "IND-2.3-03": "eigenaars",
    "IND-2.3-04": "kerngroep",
    "IND-3.3-01": "sectoraal_veiligheid",
    "IND-3.3-02": "sectoraal_hulpverlening",
    "IND-3.3-03": "intersectoraal",
}
"""Indicators of one type of meeting."""
REPORTS = {
    "IND-3-01": "sectoranalyse",
    "IND-3.1-01": "hulpverlening",
    "IND-3.2-01": "veiligheidsactoren",
}
"""Indicators of one kind of yearly report."""
PURPOSES = {"databank_beleid": "beleidsevaluatie", "databank_handhaving": "handhaving"}
"""What each kind of periodic report of the databank is for."""
PUNCTUAL = frozenset({"on_time", "late", "no_due_day"})
"""Parts of reports. How many were expected and are missing, the schedule of reporting says."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A record; a report among them had its last day after that of its delivery."""

    on: date
    kind: str
    type: str
    subject: str
    partners: tuple[str, ...]


@dataclass
class Regie:
    records: list[Recorded] = field(default_factory=list)

    def figures(self, period: Period) -> dict[str, Figure]:
        """By indicator, of a period."""
        met = self._of(period, "overleg")
        notes = self._of(period, "nota")
        briefed = self._of(period, "toelichting")
        of_notes = Figure(len(notes), _count(each.type for each in notes), {})
        return {
            **{each: _meetings(_typed(met, kind)) for each, kind in MEETINGS.items()},
            "IND-2.1-03": _consultations(met),
            "IND-3-02": of_notes,
            "IND-3.5-02": of_notes,
            "IND-3-03": Figure(
                len(met), {}, {"type": _count(each.type for each in met), "partner": _partners(met)}
            ),
            "IND-3.4-02": Figure(len(briefed), {}, {"type": _count(each.type for each in briefed)}),
            "IND-3.5-01": self._agreements(period),
            **{each: self._reports(period, kind) for each, kind in REPORTS.items()},
            "IND-2.4-03": self._reports(period, *PURPOSES),
        }

    def _of(self, period: Period, kind: str) -> list[Recorded]:
        return [each for each in self.records if each.kind == kind and each.on in period]

    def _agreements(self, period: Period) -> Figure:
        """Of those of this city none ended, so each is in force from its day on."""
        every = [each for each in self.records if each.type == "convenant"]
        signed = [each for each in every if each.on in period]
        in_force = sum(each.on <= period.last for each in every)
        parts = {"signed": len(signed), "in_force": in_force}
        return Figure(len(signed), parts, {"partner": _partners(signed)})

    def _reports(self, period: Period, *kinds: str) -> Figure:
        """One report about one subject is delivered once, however often somebody notes it."""
        first: dict[tuple[str, str], date] = {}
        noted = [each for each in self.records if each.kind == "rapportagemoment"]
        for each in sorted(noted, key=lambda each: each.on):
            if each.type in kinds:
                first.setdefault((each.type, each.subject), each.on)
        told = {key: on for key, on in first.items() if on in period}
        halves = _count(f"{on.year}-H{1 if on.month <= 6 else 2}" for on in told.values())
        splits = {"half": halves} if period.is_year and kinds[0] not in PURPOSES else {}
        if kinds[0] in PURPOSES:
            splits = {"purpose": _count(PURPOSES[kind] for kind, _ in told)}
        return Figure(len(told), {"on_time": len(told)}, splits, PUNCTUAL)


def _meetings(met: Sequence[Recorded]) -> Figure:
    return Figure(len(met), {}, {"partner": _partners(met)})


def _consultations(met: Sequence[Recorded]) -> Figure:
    broad, internal = _typed(met, "adhoc_breed"), _typed(met, "adhoc_pta_recherche")
    parts = {"broad": len(broad), "internal": len(internal)}
    return Figure(len(broad), parts, {"partner": _partners(broad)})


def _typed(records: Iterable[Recorded], kind: str) -> list[Recorded]:
    return [each for each in records if each.type == kind]


def _partners(records: Iterable[Recorded]) -> Split:
    return _count(partner for each in records for partner in each.partners)


def _count(codes: Iterable[str]) -> Split:
    return Counter(codes)
