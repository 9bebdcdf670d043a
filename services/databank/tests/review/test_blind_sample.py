"""The blind sample: what is drawn, what its answers say, and how sure that is."""

from dataclasses import replace
from random import Random
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client import REGISTRY

from databank.matching.rules.blind_sample import BUCKETS, bucket
from databank.matching.rules.outcomes import LinkOutcome
from databank.review.blind_sample import by_culture
from databank.review.rules.question import Answer
from databank.review.rules.sample_quality import Quality, Stratum, stratum
from databank.review.store.questions import SampledAnswer

from ..support.databank import Databank, day, unlike_others
from ..support.officers import Officer, claims_of, seen
from ..support.reviews import drawn, tasks_of

counts = st.integers(0, 500)
strata = st.builds(
    Stratum, decided=st.integers(0, 100_000), same=counts, other=counts, unsure=counts
)


def test_one_in_a_hundred_is_drawn() -> None:
    chance = Random(4)
    buckets = [bucket(chance.randbytes(16)) for _ in range(50_000)]
    assert 400 < sum(each < 100 for each in buckets) < 600
    assert all(0 <= each < BUCKETS for each in buckets)


@given(strata, strata)
def test_a_figure_lies_within_its_interval(matches: Stratum, news: Stratum) -> None:
    found = Quality(matches, news)
    for figure in (found.precision, found.recall):
        assert 0 <= figure.interval.low <= figure.interval.high <= 1
        if figure.value is not None:
            assert figure.interval.low - 1e-9 <= figure.value <= figure.interval.high + 1e-9


def test_recall_weighs_each_kind_of_decision_by_all_of_its_decisions() -> None:
    """1,000 links, of which 9 in 10 hold; 100 new persons, of whom 1 in 4 was known: 25 missed."""
    found = Quality(Stratum(1000, same=90, other=10), Stratum(100, same=25, other=75))
    assert found.precision.value == pytest.approx(0.9)
    assert found.recall.value == pytest.approx(900 / 925)


def test_nobody_answered_yet_is_no_figure() -> None:
    found = Quality(stratum(10, [None, None]), stratum(10, [None, "niet_te_zeggen"]))
    assert (found.precision.value, found.recall.value) == (None, None)
    assert found.matches.waiting == 2
    assert found.news.unsure == 1


def test_figures_of_a_group_of_names_count_its_answers_alone() -> None:
    known, new = LinkOutcome.KNOWN, LinkOutcome.NEW
    groups = by_culture(
        [
            SampledAnswer(known, Answer.DEZELFDE, "Popescu", 0.9),
            SampledAnswer(known, Answer.ANDERE, "Ionescu", 0.9),
            SampledAnswer(known, None, "Ionescu", 0.9),
            SampledAnswer(new, Answer.ANDERE, "Popescu", 0.9),
            SampledAnswer(known, Answer.DEZELFDE, "Peeters", 0.9),
        ]
    )
    (romanian,) = [group for group in groups.values() if group.answered == 2]
    assert (romanian.same, romanian.other, romanian.waiting) == (1, 1, 1)
    assert sum(group.answered for group in groups.values()) == 3


async def test_what_is_asked_blindly_does_not_tell_what_was_decided(databank: Databank) -> None:
    person, claim_id, task = await drawn(databank)
    officer = Officer(databank)
    shown = await officer.read(f"/v1/reviews/{task['id']}")
    assert shown["claim"]["claimId"] == claim_id
    text = str({key: value for key, value in shown.items() if key != "reviewId"})
    assert person not in text
    assert (shown["reason"], shown["outlook"]) == (None, [])
    (side,) = shown["others"]
    assert side["claims"]
    assert (side["posterior"], side["waterfall"], side["sentences"]) == (None, [], [])
    listed = (await officer.read("/v1/reviews?kind=steekproef&pagesize=500"))["_embedded"]
    (row,) = [one for one in listed["reviews"] if one["reviewId"] == str(task["id"])]
    assert (row["reason"], row["personId"], row["otherPersonIds"]) == (None, None, [])


async def test_an_answer_against_the_decision_opens_a_question_and_changes_nothing(
    databank: Databank,
) -> None:
    person, claim_id, task = await drawn(databank)
    officer = Officer(databank)
    before = (await officer.read("/v1/identity/quality"))["matches"]
    await officer.answer(str(task["id"]), "andere_persoon")
    assert claim_id in await claims_of(databank, person)
    after = await officer.read("/v1/identity/quality")
    assert after["matches"]["other"] == before["other"] + 1
    assert after["precision"]["interval"]["low"] <= after["precision"]["value"]
    questions = await officer.read(f"/v1/reviews?personId={person}&reason=steekproef")
    (asked,) = questions["_embedded"]["reviews"]
    assert asked["claimId"] == claim_id
    shown = REGISTRY.get_sample_value(
        "krachtlijn_identity_quality", {"figure": "precision", "bound": "value"}
    )
    assert shown == pytest.approx(after["precision"]["value"])


async def test_nothing_is_drawn_where_the_rate_is_nothing(databank: Databank) -> None:
    who = unlike_others()
    person = await seen(databank, "straat", day(0), who)
    for number in range(30):
        await databank.inspect("straat", day(1), replace(who, phone=f"03{number:08}"))
    assert await tasks_of(databank, person) == []


async def test_a_decision_is_explained_with_every_link_that_the_claim_had(
    databank: Databank,
) -> None:
    who = unlike_others(document=None)
    first = await seen(databank, "straat", day(0), who)
    await databank.inspect("straat", day(1), replace(who, phone="0477"))
    _, claim_id = await claims_of(databank, first)
    officer = Officer(databank)
    decided = await officer.read(f"/v1/claims/{claim_id}/decision")
    assert decided["decidedBy"] == "auto"
    assert decided["explanation"]["modelVersion"]
    assert decided["explanation"]["waterfall"]
    assert decided["explanation"]["replayed"] is True
    said = decided["explanation"]["sentences"]
    assert any("familienaam" in one for one in said)
    assert who.family not in " ".join(said)
    await officer.split(first, claim_id)
    decided = await officer.read(f"/v1/claims/{claim_id}/decision")
    links = [(one["decidedBy"], one["ground"]) for one in decided["history"]]
    assert links == [("agent-1", "persoon_gezien"), ("auto", None)]
    assert (await officer.get(f"/v1/claims/{uuid4()}/decision")).status_code == 404
