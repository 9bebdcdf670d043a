"""Calibration from the blind sample: what was said against what people found, and its page."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from databank.matching.rules.outcomes import LinkOutcome
from databank.review.rules.question import Answer
from databank.review.rules.sample_calibration import (
    FalseLinks,
    JudgedDecision,
    Verdict,
    calibration,
    verdict,
)
from linkage.evaluation.intervals import wilson

from ..support.browser import Browser
from ..support.databank import Databank
from ..support.officers import Officer
from ..support.reviews import drawn

ENOUGH = 30

decisions = st.builds(
    JudgedDecision,
    st.sampled_from([LinkOutcome.KNOWN, LinkOutcome.NEW]),
    st.none() | st.sampled_from(Answer),
    st.floats(0, 1),
    st.sampled_from(["dutch", "romanian"]),
)


def links(said: float, right: int, wrong: int, culture: str = "dutch") -> list[JudgedDecision]:
    answers = [Answer.DEZELFDE] * right + [Answer.ANDERE] * wrong
    return [JudgedDecision(LinkOutcome.KNOWN, answer, said, culture) for answer in answers]


@given(st.lists(decisions, max_size=80))
def test_every_judged_decision_is_counted_once_and_no_other(judged: list[JudgedDecision]) -> None:
    found = calibration(judged)
    answered = [one for one in judged if one.answer in (Answer.DEZELFDE, Answer.ANDERE)]
    assert sum(point.claims for point in found.curve.used()) == len(answered)
    same = [one for one in answered if one.answer is Answer.DEZELFDE]
    assert sum(point.right for point in found.curve.used()) == len(same)
    given_away = [one for one in answered if one.decision is LinkOutcome.KNOWN]
    assert found.links.judged == len(given_away)
    assert found.links.counted == len(given_away) - sum(one in same for one in given_away)
    assert 0 <= found.links.expected <= found.links.judged
    assert all(group.judged >= ENOUGH for group in found.by_culture.values())


def test_more_errors_than_were_expected_is_too_sure() -> None:
    assert FalseLinks.of(links(0.99, 85, 15)).verdict is Verdict.TOO_SURE
    assert FalseLinks.of(links(0.8, 100, 0)).verdict is Verdict.TOO_CAREFUL
    assert FalseLinks.of(links(0.9, 91, 9)).verdict is Verdict.FITS
    assert FalseLinks.of(links(0.99, 5, 5)).verdict is Verdict.TOO_FEW


def test_a_share_below_what_was_said_is_too_sure() -> None:
    assert verdict(0.97, wilson(80, 100), errors=False) is Verdict.TOO_SURE
    assert verdict(0.4, wilson(80, 100), errors=False) is Verdict.TOO_CAREFUL
    assert verdict(0.8, wilson(80, 100), errors=False) is Verdict.FITS


def test_a_group_of_names_that_is_served_worse_is_seen() -> None:
    found = calibration(
        links(0.98, 98, 2) + links(0.98, 40, 10, "romanian") + links(0.98, 3, 0, "-")
    )
    assert found.by_culture["dutch"].verdict is Verdict.FITS
    assert found.by_culture["romanian"].verdict is Verdict.TOO_SURE
    assert "-" not in found.by_culture


def test_a_matcher_that_says_what_happens_fits_nearly_everywhere() -> None:
    chance = Random(7)
    said = [chance.random() for _ in range(4000)]
    found = calibration(
        JudgedDecision(
            LinkOutcome.KNOWN,
            Answer.DEZELFDE if chance.random() < one else Answer.ANDERE,
            one,
            "dutch",
        )
        for one in said
    )
    fitting = [
        verdict(point.said / point.claims, point.interval, errors=False) is Verdict.FITS
        for point in found.curve.used()
    ]
    assert sum(fitting) >= len(fitting) - 1
    assert found.links.verdict is Verdict.FITS


async def test_an_answer_stands_beside_what_was_said_of_that_decision(
    databank: Databank, browser: Browser
) -> None:
    _, claim_id, task = await drawn(databank)
    officer = Officer(databank)
    before = await officer.read("/v1/identity/quality")
    said = (await officer.read(f"/v1/claims/{claim_id}/decision"))["explanation"]["confidence"]
    await officer.answer(str(task["id"]), "dezelfde_persoon")
    after = await officer.read("/v1/identity/quality")
    assert after["falseLinks"]["judged"] == before["falseLinks"]["judged"] + 1
    assert after["falseLinks"]["counted"] == before["falseLinks"]["counted"]
    assert after["falseLinks"]["expected"] == pytest.approx(
        before["falseLinks"]["expected"] + 1 - said, abs=1e-6
    )
    page = await browser.get("/koppelkwaliteit")
    assert page.status_code == 200
    assert "Klopt wat het systeem zegt?" in page.text
    assert page.text.count("<circle") == len(after["reliability"])
    assert "style=" not in page.text
