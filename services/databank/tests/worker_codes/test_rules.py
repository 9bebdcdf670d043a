"""Whose a worker's code is, and what it opens, after people changed who is who."""

from uuid import UUID

from databank.worker_codes.rules import holder, scope

ANA, BEA = UUID(int=1), UUID(int=2)
ONE, TWO, THREE = (UUID(int=number) for number in (11, 12, 13))


def test_a_code_is_of_the_one_person_of_all_its_claims() -> None:
    assert holder([ONE, TWO], {ONE: ANA, TWO: ANA, THREE: BEA}) == ANA
    assert holder([ONE, TWO], {ONE: ANA, TWO: BEA}) is None
    assert holder([ONE, TWO], {ONE: ANA}) == ANA  # the other claim was erased
    assert holder([ONE], {TWO: ANA}) is None
    assert holder([], {ONE: ANA}) is None


def test_a_code_opens_only_what_is_wholly_of_its_holder() -> None:
    declared = [(ONE, ANA), (ONE, ANA), (TWO, ANA), (TWO, BEA), (THREE, BEA)]
    assert scope(declared, ANA) == {ONE}
    assert scope(declared, BEA) == {THREE}
    assert scope([], ANA) == frozenset()
