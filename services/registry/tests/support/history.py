"""What an organisation delivers, erases and has told through the years, by the rules alone.

No database: days pass by the names of their release. After each step :meth:`History.internal` and
:meth:`History.public` give, as bytes, all that a reader of either audience has ever been told.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from registry.counts.rules.aggregation import aggregate
from registry.disclosure.rules.protect import protect
from registry.disclosure.rules.publication import Figures, ToldPeriod, for_public
from registry.disclosure.rules.question import Question
from registry.disclosure.rules.reissue import Reissue, reissue
from registry.disclosure.rules.told_acts import told_register
from registry.integration.published import Published, document
from registry.minimum_format.rules.records import Period, Rows

T = 5


@dataclass
class History:
    """One organisation."""

    organisation: str = "BOYS"
    secret: bytes = b"a secret of this test"
    published: list[Published] = field(default_factory=list)
    """In the order of telling."""
    _waiting: dict[Period, Rows] = field(default_factory=dict)
    _told: dict[Period, ToldPeriod] = field(default_factory=dict)
    _rows: dict[Period, Rows] = field(default_factory=dict)
    """Of told deliveries, as far as they are kept."""
    _reissued: set[int] = field(default_factory=set)

    def fork(self) -> "History":
        """The same past, and a future of its own."""
        return replace(
            self,
            published=[*self.published],
            _waiting={**self._waiting},
            _told={**self._told},
            _rows={**self._rows},
            _reissued={*self._reissued},
        )

    def deliver(self, period: Period, rows: Rows) -> None:
        """Accepted; it waits for its day, in the place of what waited before."""
        self._waiting[period] = rows

    def erase(self, code: str) -> None:
        """On her request: her rows go at once from all that is kept."""
        for kept in (self._waiting, self._rows):
            for period, rows in kept.items():
                kept[period] = without(rows, {code})

    def september(self, year: int) -> None:
        """1 September: a first half leaves."""
        self._tell(Period(year, 1))

    def march(self, year: int) -> None:
        """1 March: the year before leaves; and an older one, if it is told again."""
        for period in sorted(
            self._waiting, key=lambda one: (one.year, one.half is None, one.half or 0)
        ):
            if period.year >= year:
                continue
            if period not in self._told:
                self._tell(period)
            elif period.half is None:
                self._judge(period)

    def internal(self) -> bytes:
        return written(document(self.published, T))

    def public(self) -> bytes:
        return written(
            document(
                [
                    (organisation, period, revision, for_public(figures))
                    for organisation, period, revision, figures in self.published
                ],
                T,
            )
        )

    def readable(self) -> tuple[bytes, bytes]:
        """All that was ever told, to each audience."""
        return self.internal(), self.public()

    def figures(self, period: Period) -> Figures:
        """The newest of a period."""
        return next(figures for _, of, _, figures in reversed(self.published) if of == period)

    def _tell(self, period: Period) -> None:
        if period in self._told or period not in self._waiting:
            return
        rows = self._waiting.pop(period)
        year = Period(period.year)
        halves = (Period(period.year, 1), Period(period.year, 2)) if period.half is None else ()
        question = Question(
            organisation=self.organisation,
            period=period,
            counts=aggregate(rows, period.months),
            rows=rows if period.half is None else self._rows.get(year, rows),
            secret=self.secret,
            threshold=T,
            earlier=[told for of, told in self._told.items() if of.year == period.year],
            halves=[each.half for each in halves if each.half and not self._is_own(each)],
            half_rows={
                of: kept for of, kept in self._rows.items() if of.half and of.year == period.year
            },
            before=self._rows.get(Period(period.year - 1)),
        )
        for of, figures in protect(question).items():
            register = told_register(self.organisation, rows, of)
            self._told[of] = ToldPeriod(of, figures, register)
            self._rows[of] = rows
            self.published.append((self.organisation, of, 1, figures))

    def _is_own(self, half: Period) -> bool:
        return half in self._told or half in self._waiting

    def _judge(self, year: Period) -> None:
        new = self._waiting.pop(year)
        if year.year in self._reissued:
            return
        figures = reissue(
            Reissue(
                organisation=self.organisation,
                year=year.year,
                told=self._told[year].figures,
                old=self._rows[year],
                new=new,
                secret=self.secret,
                threshold=T,
                halves=[
                    told for of, told in self._told.items() if of.half and of.year == year.year
                ],
            )
        )
        if figures is not None:
            self._reissued.add(year.year)
            self._rows[year] = new
            self.published.append((self.organisation, year, 2, figures))


def without(rows: Rows, codes: Collection[str]) -> Rows:
    """The rows as if these clients had never come."""
    return replace(
        rows,
        clienten=tuple(row for row in rows.clienten if row.client_code not in codes),
        contacten=tuple(row for row in rows.contacten if row.client_code not in codes),
    )


def written(told: Mapping[str, Any]) -> bytes:
    return json.dumps(told, sort_keys=True).encode()
