"""The index in memory finds what a look at all claims would find."""

from collections.abc import Collection
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from linkage.blocking import MOST_PER_KEY
from linkage.blocking_index import BlockingIndex, IndexedClaim
from linkage.claim import Features

MOST, LIKELY = 4, 0.25
KEYS = st.frozensets(st.integers(0, 6), min_size=1)
STORED = st.lists(st.tuples(st.integers(1, 5), KEYS), max_size=60)


def added(index: BlockingIndex, stored: Collection[tuple[int, frozenset[int]]]) -> BlockingIndex:
    for number, (person, keys) in enumerate(stored, 1):
        index.add(UUID(int=number), UUID(int=person), Features(), keys)
    return index


def numbers(claims: Collection[IndexedClaim]) -> set[int]:
    return {claim.claim_id.int for claim in claims}


def looked_through(
    stored: Collection[tuple[int, frozenset[int]]], probes: Collection[int], strong: Collection[int]
) -> tuple[set[int], set[int]]:
    """The same in the plainest way."""
    of_key = {
        key: [number for number, (_, keys) in enumerate(stored, 1) if key in keys][:MOST_PER_KEY]
        for key in probes
    }
    weights: dict[int, int] = {}
    for found in of_key.values():
        for number in found:
            weights[number] = weights.get(number, 0) + 1_000_000 // len(found) + 50_000
    nearest = sorted(weights, key=lambda number: (-weights[number], number))[:MOST]
    person = [0, *(person for person, _ in stored)]
    persons = {person[n] for n in nearest if any(n in of_key[key] for key in strong)}
    kept = {n for n in nearest if not persons or person[n] in persons}
    least = LIKELY * max((weights[n] for n in kept), default=0)
    return {n for n in kept if weights[n] >= least}, {n for n in kept if weights[n] < least}


@given(STORED, KEYS, st.data())
def test_the_nearest_claims_are_found_as_by_a_look_at_all(
    stored: list[tuple[int, frozenset[int]]], probes: frozenset[int], data: st.DataObject
) -> None:
    strong = frozenset(data.draw(st.sets(st.sampled_from(sorted(probes)))))
    index = added(BlockingIndex(), stored)
    for _ in range(2):
        first, others = index.candidates(probes, strong, MOST, LIKELY)
        assert (numbers(first), numbers(others)) == looked_through(stored, probes, strong)


@given(STORED, st.integers(0, 60), KEYS)
def test_claims_taken_back_leave_what_was_there_before(
    stored: list[tuple[int, frozenset[int]]], kept: int, probes: frozenset[int]
) -> None:
    index = added(BlockingIndex(), stored)
    for number in range(len(stored), kept, -1):
        index.take_back(UUID(int=number), stored[number - 1][1])
    first, others = index.candidates(probes, frozenset(), MOST, LIKELY)
    assert (numbers(first), numbers(others)) == looked_through(stored[:kept], probes, frozenset())


def test_a_claim_prints_nothing_of_what_it_says() -> None:
    index = added(BlockingIndex(), [(1, frozenset((1,)))])
    [[claim], _] = index.candidates({1}, frozenset(), MOST, LIKELY)
    assert repr(claim) == "<claim>"


def test_a_strong_key_leaves_whoever_shares_weak_ones_aside() -> None:
    """Of two persons the strong key finds both; a third shares two weak keys."""
    stored = [(1, frozenset({1})), (2, frozenset({1, 2})), (3, frozenset({2, 3}))]
    index = added(BlockingIndex(), stored)
    for strong, found in ((frozenset({1}), {1, 2}), (frozenset[int](), {1, 2, 3})):
        first, others = index.candidates({1, 2, 3}, strong, MOST, 0.0)
        assert (numbers(first), others) == (found, [])
