"""Who waits in the queue of questions moves in sight: as possible, whatever people answer later."""

from typing import Any

import pytest

from contracts.branches import Branch
from contracts.databank import BranchShiftAnnounced, BranchShiftDetected, BranchShiftWithdrawn

from ..support.browser import Browser
from ..support.databank import Databank, cancelled, day, declared, unlike_others
from ..support.officers import Officer, seen
from ..support.reviews import doubted
from ..support.searches import purpose

MOVES = (BranchShiftAnnounced, BranchShiftDetected, BranchShiftWithdrawn)


async def possible(databank: Databank, *people: str) -> list[dict[str, Any]]:
    """The possible moves about these persons, over all pages of the API."""
    found: list[dict[str, Any]] = []
    for number in range(1, 100):
        path = f"/v1/possible-branch-shifts?pagesize=100&page={number}"
        rows = await databank.listed(path)
        found += [row for row in rows if {row["personId"], row["otherPersonId"]} & {*people}]
        if not rows:
            break
    return found


async def told(databank: Databank) -> int:
    return sum([len(await databank.told(event)) for event in MOVES])


async def card_of(browser: Browser, review_id: str) -> str:
    """The card of a question, on whichever page it stands."""
    for number in range(1, 100):
        page = (await browser.get(f"/verschuivingen/mogelijk?page={number}")).text
        if f'href="/identiteiten/{review_id}"' in page:
            return page[page.index(f'href="/identiteiten/{review_id}"') :].split("</li>")[0]
    raise AssertionError("it stands in no list")


def only(rows: list[dict[str, Any]]) -> dict[str, Any]:
    (row,) = rows
    (move,) = row["moves"]
    return dict(move)


async def test_five_of_five_who_showed_one_paper_in_two_branches_are_seen_to_move(
    databank: Databank, browser: Browser
) -> None:
    before = await told(databank)
    listed = []
    for _ in range(5):
        first, second, *_rest, review_id = await doubted(databank)
        listed.append((first, second, review_id))
    for first, second, review_id in listed:
        (row,) = await possible(databank, second)
        assert (row["personId"], row["otherPersonId"]) == (second, first)
        assert row["reviewId"] == review_id
        assert 0 < row["chance"] < 1
        move = only([row])
        assert (move["fromBranch"], move["toBranch"]) == ("straat", "escort")
        assert move["basis"] == "waargenomen"
        assert move["fromSeenAt"].startswith("2026-01-05T10:00")
        assert move["toSeenAt"].startswith("2026-01-06T10:00")
    assert await told(databank) == before, "nothing is counted, and nobody outside hears of it"
    first, second, review_id = listed[-1]
    moves = (await browser.get("/verschuivingen")).text
    assert "Mogelijk van" in moves, "the page of moves begins with the newest"
    card = await card_of(browser, review_id)
    assert "Mogelijk van straat naar escort" in card
    assert "Het documentnummer is gelijk" in card, "the reason"
    assert "Kans dat het één persoon is" in card
    for person_id in (first, second):
        opened = await purpose(browser, f"/personen/{person_id}")
        assert f"/identiteiten/{review_id}" in (await browser.get(opened)).text


async def test_the_order_in_which_they_are_seen_makes_no_difference(databank: Databank) -> None:
    """The later sighting is told first: the move has the moments at which they were seen."""
    who = unlike_others()
    await seen(databank, "escort", day(1), who)
    twin = unlike_others(document=who.document)
    second = await seen(databank, "straat", day(0), twin)
    move = only(await possible(databank, second))
    assert (move["fromBranch"], move["toBranch"]) == ("straat", "escort")
    assert move["fromSeenAt"].startswith("2026-01-05T10:00")
    assert move["toSeenAt"].startswith("2026-01-06T10:00")


async def test_the_same_person_makes_it_a_case_at_the_moments_she_was_seen(
    databank: Databank,
) -> None:
    first, second, *_, review_id = await doubted(databank)
    before = len(await databank.told(BranchShiftDetected))
    await Officer(databank).answer(review_id, "dezelfde_persoon", day(20))
    assert await possible(databank, first, second) == []
    (case,) = await databank.cases(first)
    assert (case["from_seen_at"], case["to_seen_at"]) == (day(0), day(1))
    (event,) = (await databank.told(BranchShiftDetected))[before:]
    assert event.data["toSeenAt"].startswith("2026-01-06T10:00")


async def test_somebody_else_withdraws_it_and_nothing_was_ever_told(databank: Databank) -> None:
    first, second, *_, review_id = await doubted(databank)
    before = await told(databank)
    await Officer(databank).answer(review_id, "andere_persoon", day(3))
    assert await possible(databank, first, second) == []
    assert await databank.cases(first) == await databank.cases(second) == []
    assert await told(databank) == before


async def test_an_answer_taken_back_makes_it_possible_again(databank: Databank) -> None:
    first, second, *_, review_id = await doubted(databank)
    answered = await Officer(databank).answer(review_id, "dezelfde_persoon", day(3))
    await Officer(databank).undo(answered)
    assert len(await possible(databank, second)) == 1
    assert await databank.cases(first) == []


@pytest.mark.parametrize(("gap", "is_possible"), [(29, True), (30, True), (30 + 1 / 24, False)])
async def test_only_within_the_window_of_the_rule(
    databank: Databank, gap: float, is_possible: bool
) -> None:
    who = unlike_others()
    await seen(databank, "straat", day(0), who)
    second = await seen(databank, "escort", day(gap), unlike_others(document=who.document))
    assert bool(await possible(databank, second)) is is_possible


async def test_a_declared_shift_of_who_waits_is_announced_and_falls_with_its_cancellation(
    databank: Databank,
) -> None:
    who = unlike_others()
    first = await seen(databank, "straat", day(0), who)
    at = day(databank.today + 10)
    recent = await seen(databank, "straat", day(databank.today), who)
    assert recent == first
    shift = declared(unlike_others(document=who.document), at)
    await databank.tell(shift, at=day(databank.today))
    move = only(await possible(databank, first))
    assert (move["toBranch"], move["basis"]) == (Branch.RAAM, "aangekondigd")
    await databank.tell(cancelled(shift), at=day(databank.today))
    assert await possible(databank, first) == []


async def test_a_colleagues_proposal_shows_what_would_move(databank: Databank) -> None:
    """Nobody else is asked yet, and no chance was ever worked out."""
    one = await seen(databank, "straat", day(0), unlike_others())
    other = await seen(databank, "escort", day(2), unlike_others())
    assert await possible(databank, one, other) == []
    body = {"personId": one, "otherPersonId": other, "ground": "verklaring_betrokkene"}
    await Officer(databank).did("/v1/merge-proposals", body)
    (row,) = await possible(databank, one)
    assert (row["reason"], row["chance"]) == ("verklaring_betrokkene", None)
    assert only([row])["toBranch"] == "escort"
