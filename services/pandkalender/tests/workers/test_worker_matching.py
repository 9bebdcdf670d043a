from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pandkalender.workers.rules.worker_matching import ClaimKeys, KnownWorker, WorkerIndex, keys_of

ROU = ("ROU", "AB-123 456")
OTHER = ("ROU", "ZZ 999")


def blind(digest: bytes) -> bytes:
    return bytes(byte ^ 0x5A for byte in digest)


def keys(
    given: str = "Ana Maria",
    family: str = "Voorbeeld",
    born: str = "1999-02-03",
    document: tuple[str, str] | None = None,
) -> ClaimKeys:
    return keys_of(given, family, born, document, blind)


def known(*claims: ClaimKeys, owner: str = "OWN-1") -> KnownWorker:
    worker = KnownWorker(uuid4(), owner, "te_controleren")
    people = WorkerIndex([])
    for claim in claims:
        people.learn(worker, claim)
    return worker


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (keys(), keys(), True),
        (keys(), keys("ANA  maria", "voorbeeld"), True),
        (keys("Ștefania", "Pîrvu"), keys("Stefania", "Pirvu"), True),
        (keys("Ana", "Maria Voorbeeld"), keys("Voorbeeld Maria", "Ana"), True),
        (keys("Ana-Maria", "D'Voorbeeld"), keys("Ana Maria", "D Voorbeeld"), True),
        (keys(), keys("Iemand", "Anders"), False),
        (keys(), keys("Ana", "Voorbeeld"), False),
        (keys(), keys(born="1999-02-04"), False),
        (keys(born="1999-02"), keys(born="1999-02"), True),
        (keys(document=ROU), keys("Iemand", "Anders", "1980-01-01", ("ROU", "ab123456")), True),
        (keys(document=ROU), keys(document=("BGR", "AB-123 456")), False),
        (keys(document=ROU), keys(document=OTHER), False),
        (keys(document=ROU), keys(), True),
        (keys(), keys(document=ROU), True),
    ],
)
def test_when_two_claims_are_of_one_worker(first: ClaimKeys, second: ClaimKeys, same: bool) -> None:
    worker = known(first)
    assert (WorkerIndex([worker]).own("OWN-1", second) is worker) == same


def test_names_are_letters_and_figures_in_any_order_case_and_accent() -> None:
    mine = keys("Ștefania Ana", "O'Voorbeeld").names
    assert keys("stefania", "ana o voorbeeld").names == mine
    others = [keys("Iemand", "Anders"), keys("Ștefania", "O'Voorbeeld"), keys("", "")]
    assert len({mine, *(each.names for each in others)}) == 4


def test_a_worker_is_known_by_what_was_learned_of_her() -> None:
    worker, workers = known(keys()), WorkerIndex([])
    workers.learn(worker, keys(document=ROU))
    assert workers.own("OWN-1", keys("Iemand", "Anders", document=ROU)) is worker
    assert workers.own("OWN-1", keys(document=OTHER)) is None


def test_a_document_says_more_than_a_name() -> None:
    namesake = known(keys())
    bearer = known(keys("Iemand", "Anders", document=ROU))
    assert WorkerIndex([namesake, bearer]).own("OWN-1", keys(document=ROU)) is bearer


def test_an_owner_has_an_own_worker_for_the_same_person() -> None:
    mine, theirs = known(keys(document=ROU)), known(keys(document=ROU), owner="OWN-2")
    workers = WorkerIndex([mine, theirs])
    assert workers.own("OWN-2", keys(document=ROU)) is theirs
    assert workers.elsewhere("OWN-2", keys(document=ROU)) == {mine.worker_id}


def test_between_owners_names_with_half_a_birth_date_prove_nothing() -> None:
    half = keys(born="1999")
    assert WorkerIndex([known(half, owner="OWN-2")]).elsewhere("OWN-1", half) == frozenset()
    shown = keys(born="1999", document=ROU)
    there = known(shown, owner="OWN-2")
    assert WorkerIndex([there]).elsewhere("OWN-1", shown) == {there.worker_id}


@given(st.text(), st.text(), st.integers(0, 5))
def test_keys_show_nothing_of_what_they_are_made_of(given_name: str, family: str, nr: int) -> None:
    some = keys_of(given_name, family, "1999-02-03", ("ROU", f"{nr:06d}"), blind)
    assert all(len(key) == 16 for key in some.all)
    assert f"{nr:06d}".encode() not in (some.document or b"")


@given(st.permutations(["Ana", "Maria", "De", "Voorbeeld"]), st.integers(1, 3))
def test_the_order_of_names_does_not_matter(names: list[str], cut: int) -> None:
    assert keys_of(
        " ".join(names[:cut]), " ".join(names[cut:]), "1999-02-03", None, blind
    ) == keys_of("Ana Maria", "De Voorbeeld", "1999-02-03", None, blind)
