"""Which version judges a moment, how sure a share is, and what a back-test counts."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from databank.detection.cases.rules import Outcome
from databank.detection.rule_versions.rules import Hit, KnownCase, Tally
from databank.detection.rules.precision import Precision, Share
from databank.detection.rules.version import ALLOWED, Parameters, Rule, Stage, Track, Version

FIRST = Version(1, Parameters(), date(2026, 1, 1), date(2026, 3, 1))
SECOND = Version(2, Parameters(), date(2026, 4, 1))
TRACK = Track((SECOND, FIRST))
ONE = timedelta(seconds=1)
MIDNIGHT = {
    "first begins": datetime(2025, 12, 31, 23, tzinfo=UTC),
    "first ends": datetime(2026, 2, 28, 23, tzinfo=UTC),
    "second begins": datetime(2026, 3, 31, 22, tzinfo=UTC),  # summer time
}


@pytest.mark.parametrize(
    ("moment", "at", "judging"),
    [
        ("first begins", (None, 1, 1), (1, 1, 1)),
        ("first ends", (1, None, None), (1, 2, 2)),
        ("second begins", (None, 2, 2), (2, 2, 2)),
    ],
)
def test_a_version_judges_from_its_first_day_until_its_last_in_the_city(
    moment: str, at: tuple[int | None, ...], judging: tuple[int, ...]
) -> None:
    moments = [MIDNIGHT[moment] + each for each in (-ONE, 0 * ONE, ONE)]
    assert tuple((found := TRACK.at(each)) and found.number for each in moments) == at
    assert tuple((found := TRACK.judging(each)) and found.number for each in moments) == judging


def test_after_the_last_version_nobody_judges() -> None:
    assert Track((FIRST,)).judging(MIDNIGHT["first ends"]) is None
    assert Rule("x", (TRACK, Track((FIRST,), shadow=1))).versions == (SECOND, FIRST, FIRST)


STEPS = {
    "ontwerp": {
        "wijzigen": "ontwerp",
        "terugtoetsen": "ontwerp",
        "schaduw": "schaduw",
        "activeren": "actief",
        "intrekken": "ingetrokken",
    },
    "schaduw": {"terugtoetsen": "schaduw", "activeren": "actief", "intrekken": "ingetrokken"},
    "actief": {"terugtoetsen": "actief", "intrekken": "ingetrokken"},
    "vervangen": {},
    "ingetrokken": {},
}


@pytest.mark.parametrize("stage", Stage)
def test_what_may_be_done_with_a_version(stage: Stage) -> None:
    assert ALLOWED[stage] == STEPS[stage]


@pytest.mark.parametrize(
    ("count", "out_of", "low", "high"),
    [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0), (1, 1, 0.2065, 1.0)],
)
def test_the_bounds_of_a_share_are_wilsons(
    count: int, out_of: int, low: float, high: float
) -> None:
    """By the tables of Wilson's score interval of 95 %."""
    share = Share.of(count, out_of)
    assert (share.count, share.out_of, share.share) == (count, out_of, count / out_of)
    assert (share.low, share.high) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))
    assert share.low is not None and share.high is not None
    assert share.low >= 0 and share.high <= 1


def test_precision_parts_the_link_from_what_explains_it() -> None:
    """DP-10: wrong links among those whose link was judged; ``geen_actie`` judges none."""
    outcomes = {
        Outcome.BEVESTIGD: 5,
        Outcome.VERKLAARBAAR: 2,
        Outcome.FOUTIEVE_KOPPELING: 3,
        Outcome.GEEN_ACTIE: 7,
    }
    precision = Precision.of(outcomes)
    shares = (precision.right, precision.confirmed, precision.false_positives)
    assert precision.assessed == 17
    assert [(each.count, each.out_of) for each in shares] == [(7, 10), (5, 17), (3, 10)]
    assert Precision.of({}).right == Share(0, 0, None, None, None)
    assert [Precision.of({outcome: 4}).assessed for outcome in outcomes] == [4, 4, 4, 4]
    assert Precision.of({}).assessed == 0


AT = datetime(2026, 1, 31, 22, 59, tzinfo=UTC)


def hit(*evidence: str, at: datetime = AT, group: str = "straat-raam") -> Hit:
    return Hit(("p",), group, at, frozenset(evidence))


def case(number: str, *evidence: str, key: str = "p", **more: Any) -> KnownCase:
    return KnownCase(number, (key,), AT, frozenset(evidence), **{"outcome": None} | more)


def test_a_back_test_counts_by_month_of_the_city_what_stays_appears_and_vanishes() -> None:
    tally = Tally(
        [
            case("part", "a", "b"),
            case("exact", "a", outcome=Outcome.BEVESTIGD),
            case("gone", "z", outcome=Outcome.FOUTIEVE_KOPPELING),
            case("shadow", "s", outcome=Outcome.VERKLAARBAAR, in_force=False),
            case("other", "a", key="q"),
        ]
    )
    tally.add([hit("a"), hit("b", at=AT + timedelta(minutes=1)), hit("s"), hit("n", group="x")])
    result = tally.result()
    assert result["found"] == 4
    assert result["perMonth"] == [
        {"month": "2026-01", "group": "straat-raam", "count": 2},
        {"month": "2026-01", "group": "x", "count": 1},
        {"month": "2026-02", "group": "straat-raam", "count": 1},
    ]
    assert (result["today"], result["kept"], result["appear"], result["vanish"]) == (4, 2, 2, 2)
    assert result["vanishing"] == ["gone", "other"]
    assert result["precision"]["outcomes"] == {"bevestigd": 1, "verklaarbaar": 1}
    assert result["precision"]["right"]["count"] == 2
    assert result["vanishingPrecision"]["outcomes"] == {"foutieve_koppeling": 1}


def test_a_result_names_at_most_a_hundred_cases_and_counts_all() -> None:
    result = Tally([case(f"{nr:03d}", "z") for nr in range(101)]).result()
    assert (result["vanish"], len(result["vanishing"])) == (101, 100)


def test_two_hits_are_not_the_same_case() -> None:
    tally = Tally([case("one", "a")])
    tally.add([hit("a"), hit("a")])
    assert (tally.result()["kept"], tally.result()["appear"]) == (1, 1)
