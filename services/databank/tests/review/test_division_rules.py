"""The two sides of a merge that is undone after others: what goes, what stays, what is asked."""

from uuid import UUID

from databank.matching.rules.link_constraints import LinkConstraint, VerdictKind
from databank.review.rules.division import Division, LaterMerge, divide_along

GOES, STAYS, LATER, WITH, LONE = (UUID(int=number) for number in range(1, 6))
ALL = (GOES, STAYS, LATER, WITH, LONE)


def must(one: UUID, other: UUID) -> LinkConstraint:
    return LinkConstraint(one, other, VerdictKind.MUST)


def divided(*said: LinkConstraint, later: tuple[UUID, ...] = (LATER, WITH)) -> Division:
    merges = [LaterMerge(frozenset(later))] if later else []
    return divide_along(ALL, [GOES], [STAYS], merges, said)


def test_what_was_merged_later_goes_to_the_side_to_which_that_merge_was_made() -> None:
    gone = divided(must(WITH, GOES))
    assert (gone.going, gone.staying) == ({GOES, LATER, WITH}, {STAYS})
    kept = divided(must(STAYS, LATER))
    assert (kept.going, kept.staying) == ({GOES}, {STAYS, LATER, WITH})
    assert gone.rest == kept.rest == {LONE}
    assert gone.following == kept.following == {}


def test_what_hangs_on_both_sides_or_on_nothing_stays() -> None:
    both = divided(must(WITH, GOES), must(LATER, STAYS))
    assert both.staying == {STAYS, LATER, WITH}
    assert divided().staying == {STAYS, LATER, WITH}
    open_ = LinkConstraint(WITH, GOES, VerdictKind.OPEN)
    assert divided(open_).staying == {STAYS, LATER, WITH}


def test_what_came_with_a_merge_to_a_claim_that_is_decided_anew_goes_after_it() -> None:
    after = divided(must(LONE, WITH))
    assert after.following == {LATER: LONE, WITH: LONE}
    assert (after.going, after.staying, after.rest) == ({GOES}, {STAYS}, {LONE})


def test_without_later_merges_the_rest_is_decided_anew() -> None:
    plain = divided(later=())
    assert (plain.going, plain.staying) == ({GOES}, {STAYS})
    assert plain.rest == {LATER, WITH, LONE}


def test_a_verdict_on_a_claim_that_is_elsewhere_now_holds_nothing() -> None:
    elsewhere = UUID(int=99)
    away = divided(must(GOES, elsewhere), must(elsewhere, WITH))
    assert away.staying == {STAYS, LATER, WITH}
