"""Who is one person in a search: a name is enough within a case, unless two people have it."""

from itertools import permutations
from uuid import UUID

from enforcement.search.rules import Somebody, told_apart

ONE, OTHER = UUID(int=1), UUID(int=2)


def record(number: int, case_id: UUID, birth_date: str | None = None) -> Somebody:
    return Somebody(UUID(int=number), case_id, "Jan Janssens", birth_date)


def groups(*records: Somebody) -> set[frozenset[int]]:
    return {frozenset(each.record_id.int for each in group) for group in told_apart(records)}


def test_father_and_son_of_one_name_in_one_case_are_two_people() -> None:
    """A letter to somebody of that name, without a birth date, is to neither of them."""
    father, son = record(11, ONE, "1958-03-01"), record(12, ONE, "1984-09-30")
    letter, again = record(13, ONE), record(14, ONE)
    wanted = {frozenset({11}), frozenset({12}), frozenset({13, 14})}
    for order in permutations((father, son, letter, again)):
        assert groups(*order) == wanted


def test_a_letter_is_to_the_one_person_of_that_name_in_its_case() -> None:
    her, elsewhere = record(21, ONE, "1984-09-30"), record(22, OTHER, "1984-09-30")
    letter, other_letter = record(23, ONE), record(24, UUID(int=3))
    for order in permutations((her, elsewhere, letter, other_letter)):
        assert groups(*order) == {frozenset({21, 22, 23}), frozenset({24})}
