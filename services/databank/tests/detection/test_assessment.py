"""What people may do with a case, and what not (handbook §2.9)."""

from itertools import product
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from chassis.web import Function
from contracts.databank import BranchShiftWithdrawn
from databank.detection.cases.rules import (
    ALLOWED,
    ONLY_BY_HOLDER,
    OUTCOMES,
    Action,
    NotAllowedError,
    State,
    after,
    allowed,
)

from ..support.browser import signed_in
from ..support.databank import Databank, day, unlike_others
from ..support.forms import keyed

DECIDED = {*OUTCOMES.values(), State.OPVOLGING, State.AFGESLOTEN}


@pytest.mark.parametrize(("state", "action"), list(product(State, Action)))
def test_every_state_with_every_action_follows_the_table_or_is_refused(
    state: State, action: Action
) -> None:
    for holds in (True, False):
        decides_at_once = state is State.GEDETECTEERD and action in OUTCOMES
        may = action in ALLOWED[state] and (holds or action not in ONLY_BY_HOLDER)
        gives_back = (state, action) == (State.IN_BEOORDELING, Action.TERUGGEVEN)
        assert (action in allowed(state, holds=holds, leads=True)) == (may or gives_back)
        if decides_at_once:
            assert after(state, action, holds=holds) == (State.IN_BEOORDELING, OUTCOMES[action])
        elif may:
            assert after(state, action, holds=holds) == (ALLOWED[state][action],)
        else:
            with pytest.raises(NotAllowedError) as refused:
                after(state, action, holds=holds)
            assert refused.value.allowed == allowed(state, holds=holds)
            assert action not in refused.value.allowed


@pytest.mark.parametrize(
    ("by_other", "words"),
    [
        (True, "Een collega heeft dit in beoordeling."),
        (False, "Deze stap kan nu niet. Kijk hoever de beoordeling staat."),
    ],
)
def test_a_step_that_is_refused_says_whether_a_colleague_has_the_case(
    by_other: bool, words: str
) -> None:
    refused = NotAllowedError((Action.TERUGGEVEN,), held_by_other=by_other)
    assert refused.reason == words
    assert (refused.allowed, refused.held_by_other) == ((Action.TERUGGEVEN,), by_other)


def test_every_state_is_reached_and_every_case_can_be_closed() -> None:
    reached = {State.GEDETECTEERD}
    while more := {to for one in reached for to in ALLOWED[one].values()} - reached:
        reached |= more
    assert reached == set(State)
    assert [state for state in State if not ALLOWED[state]] == [State.AFGESLOTEN]


class Case(RuleBasedStateMachine):
    """Two officers do whatever they like with a case."""

    def __init__(self) -> None:
        super().__init__()
        self.state = State.GEDETECTEERD
        self.holder: str | None = None
        self.seen = [State.GEDETECTEERD]
        self.outcomes: list[State] = []

    @rule(officer=st.sampled_from(["an", "bo"]), action=st.sampled_from(list(Action)))
    def act(self, officer: str, action: Action) -> None:
        holds = self.holder == officer
        try:
            through = after(self.state, action, holds=holds)
        except NotAllowedError:
            return
        if action in OUTCOMES:
            assert self.holder in (None, officer)
            self.outcomes.append(OUTCOMES[action])
        self.holder = None if action is Action.TERUGGEVEN else self.holder or officer
        self.seen += through
        self.state = through[-1]

    @invariant()
    def has_at_most_one_outcome_and_only_from_who_held_it(self) -> None:
        assert len(self.outcomes) <= 1
        assert bool(self.outcomes) == (self.state in DECIDED)

    @invariant()
    def was_taken_before_it_was_decided(self) -> None:
        if self.outcomes:
            at = self.seen.index(self.outcomes[0])
            assert self.seen[at - 1] is State.IN_BEOORDELING


Case.TestCase.settings = settings(deadline=None)
TestCase = Case.TestCase


async def detected(databank: Databank) -> str:
    who = unlike_others()
    await databank.inspect("straat", day(0), who)
    seen = await databank.inspect("escort", day(1), who)
    (case_id,) = seen["branchShifts"]
    return str(case_id)


async def act(databank: Databank, case_id: str, **body: Any) -> Any:
    return await databank.created(f"/v1/branch-shifts/{case_id}/steps", body)


async def shown(databank: Databank, case_id: str) -> dict[str, Any]:
    page = 1
    while cases := await databank.listed(f"/v1/branch-shifts?pagesize=500&page={page}"):
        for case in cases:
            if case["caseId"] == case_id:
                return case
        page += 1
    raise LookupError("no such case")


async def test_a_case_is_taken_decided_followed_up_and_closed_with_its_history(
    databank: Databank,
) -> None:
    case_id = await detected(databank)
    taken = await act(databank, case_id, action="nemen")
    assert taken["state"] == "in_beoordeling"
    path = f"/v1/branch-shifts/{case_id}/assessment"
    decided = await databank.created(path, {"outcome": "verklaarbaar"})
    assert decided["allowed"] == ["opvolgen", "afsluiten"]
    await act(databank, case_id, action="opvolgen", followUp="doorverwijzing")
    closed = await act(databank, case_id, action="afsluiten")
    assert (closed["state"], closed["allowed"]) == ("afgesloten", [])
    case = await shown(databank, case_id)
    assert (case["state"], case["outcome"]) == ("afgesloten", "verklaarbaar")
    assert [(one["action"], one["followUp"], one["actor"]) for one in case["steps"]] == [
        ("nemen", None, "agent-1"),
        ("verklaarbaar", None, "agent-1"),
        ("opvolgen", "doorverwijzing", "agent-1"),
        ("afsluiten", None, "agent-1"),
    ]


async def test_an_outcome_at_once_is_taking_and_deciding(databank: Databank) -> None:
    case_id = await detected(databank)
    path = f"/v1/branch-shifts/{case_id}/assessment"
    await databank.created(path, {"outcome": "bevestigd"})
    case = await shown(databank, case_id)
    assert [one["state"] for one in case["steps"]] == ["in_beoordeling", "bevestigd"]


async def test_dp09_only_the_officer_who_took_a_case_decides_it(databank: Databank) -> None:
    case_id = await detected(databank)
    await act(databank, case_id, action="nemen")
    other = databank.as_(Function.POLITIE_AGENT, "agent-2")
    path = f"/v1/branch-shifts/{case_id}/assessment"
    refused = await other.post(path, {"outcome": "bevestigd"})
    assert refused.status_code == 409
    assert refused.json()["title"] == "Een collega heeft dit in beoordeling."
    assert refused.json()["extraInfo"] == {"allowed": []}
    await act(databank, case_id, action="teruggeven")
    await other.created(path, {"outcome": "geen_actie"})


async def test_a_leader_gives_back_what_somebody_who_is_away_took(databank: Databank) -> None:
    """At both doors; and decides only after taking it."""
    case_id = await detected(databank)
    await act(databank, case_id, action="nemen")
    leader = databank.as_(Function.POLITIE_TEAMLEIDER, "leider-1")
    decision = f"/v1/branch-shifts/{case_id}/assessment"
    refused = await leader.post(decision, {"outcome": "bevestigd"})
    assert (refused.status_code, refused.json()["extraInfo"]) == (409, {"allowed": ["teruggeven"]})
    given = await leader.created(f"/v1/branch-shifts/{case_id}/steps", {"action": "teruggeven"})
    assert (given["state"], given["allowed"]) == ("gedetecteerd", ["nemen"])
    await act(databank, case_id, action="nemen")
    page = f"/verschuivingen/{case_id}"
    browser = await signed_in(databank, Function.POLITIE_TEAMLEIDER, "leider-1")
    assert 'value="teruggeven"' in (await browser.get(page)).text
    agent = await signed_in(databank, Function.POLITIE_AGENT, "agent-2")
    assert 'value="teruggeven"' not in (await agent.get(page)).text
    form = await keyed(browser, page, stap="teruggeven")
    assert (await browser.post(page, form)).status_code == 303
    await leader.created(decision, {"outcome": "geen_actie"})


async def test_a_refused_step_says_what_is_allowed_and_changes_nothing(
    databank: Databank,
) -> None:
    case_id = await detected(databank)
    refused = await databank.post(f"/v1/branch-shifts/{case_id}/steps", {"action": "afsluiten"})
    assert refused.status_code == 409
    assert refused.json()["extraInfo"] == {"allowed": ["nemen"]}
    case = await shown(databank, case_id)
    assert (case["state"], case["steps"]) == ("gedetecteerd", [])


@pytest.mark.parametrize(
    "body",
    [
        {"action": "opvolgen"},
        {"action": "nemen", "followUp": "contact"},
        {"action": "opvolgen", "followUp": "boete"},
        {"action": "bevestigd"},
        {"action": "nemen", "note": "vrije tekst"},
    ],
)
async def test_dp19_a_step_is_a_code_and_never_free_text(
    databank: Databank, body: dict[str, Any]
) -> None:
    answer = await databank.post(f"/v1/branch-shifts/{uuid4()}/steps", body)
    assert answer.status_code == 422


async def test_a_wrong_link_opens_a_review_and_is_told_once(databank: Databank) -> None:
    case_id = await detected(databank)
    path = f"/v1/branch-shifts/{case_id}/assessment"
    await databank.created(path, {"outcome": "foutieve_koppeling"})
    case = await shown(databank, case_id)
    person = (await databank.get(f"/v1/persons/{case['personId']}")).json()
    assert "foutieve_koppeling" in {one["reason"] for one in person["reviews"]}
    await act(databank, case_id, action="afsluiten")
    assert len(await databank.told(BranchShiftWithdrawn, caseId=case_id)) == 1


async def test_the_history_of_a_case_can_not_be_rewritten(databank: Databank) -> None:
    case_id = await detected(databank)
    await act(databank, case_id, action="nemen")
    with pytest.raises(Exception, match="permission denied"):
        await databank.fetch("UPDATE assessment_step SET actor = 'niemand'")
