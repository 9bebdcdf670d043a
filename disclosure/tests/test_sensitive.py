"""Which groups are protected, and how widely."""

from disclosure import Measure, System, Unit, Unknowns, groups

LIVES = {"Y": frozenset("1")}
T = 5


def contacts(*amounts: int) -> Unknowns:
    units = [Unit({}, "1", f"p{nr}") for nr, amount in enumerate(amounts) for _ in range(amount)]
    return Unknowns.add(System(truth=[]), Measure("contacts", {}, ((),), LIVES), units)


def protection(*amounts: int) -> tuple[float, float] | None:
    found = groups(contacts(*amounts), [{}], LIVES.values(), T)
    return (found[0].width, found[0].reach) if found else None


def test_one_to_four_persons_may_be_any_of_five_numbers() -> None:
    assert protection(1, 1) == (T - 1, T)


def test_five_persons_are_no_secret_and_four_are() -> None:
    assert protection(1, 1, 1, 1) == (4, 5)
    assert protection(1, 1, 1, 1, 1) is None


def test_many_contacts_of_few_persons_are_protected_too() -> None:
    assert protection(20, 20, 20, 20) == (T - 1, 80)


def test_one_client_of_a_hundred_of_a_hundred_and_six_contacts_is_not_told() -> None:
    width, reach = protection(100, 1, 1, 1, 1, 1, 1) or (0, 0)
    assert width == 10
    assert reach == 106 + (10 - 5)


def test_a_share_may_be_learned_to_within_ten_in_a_hundred_and_no_closer() -> None:
    """Of two hundred contacts of one client twenty others must be uncertain to the second."""
    assert protection(200, 5, 5, 4, 4, 1) == (20, 219 + 6)
    assert protection(200, 5, 5, 4, 4, 4, 3) is None  # exactly twenty


def test_less_than_one_contact_that_lacks_is_protected_too() -> None:
    """Of 15 contacts a tenth is a contact and a half; one other person has one."""
    assert protection(15, 5, 1) == (T - 1, 21.5)
    assert protection(35, 5, 1, 1, 1) == (3.5, 43.5)


def test_contacts_of_many_are_no_secret() -> None:
    assert protection(4, 3, 5, 4, 4, 3) is None


def test_nobody_is_no_secret() -> None:
    assert protection() is None
