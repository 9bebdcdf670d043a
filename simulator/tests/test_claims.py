import json
import subprocess
import sys
from collections import Counter
from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.claims import FIELDS, Claims, LabelledClaim
from simulator.claims.cultures import cultures
from simulator.claims.persons import Person, Population
from simulator.claims.slips import digit_wrong, scanned, typed_wrong, without_marks
from simulator.claims.written_names import written


@pytest.fixture(scope="module")
def told() -> list[LabelledClaim]:
    return list(Claims(2_500, seed=3).stream())


@pytest.fixture(scope="module")
def people() -> list[Person]:
    population = Population(12_000, seed=3)
    return [population.person(number) for number in range(12_000)]


def test_the_same_seed_gives_the_same_claims(told: list[LabelledClaim]) -> None:
    assert list(Claims(2_500, seed=3).stream()) == told
    assert list(Claims(2_500, seed=4).stream()) != told


def test_another_order_brings_the_same_claims_in_another_order(told: list[LabelledClaim]) -> None:
    other = list(Claims(2_500, seed=3).stream(order=1))
    assert other != told
    assert sorted(other, key=lambda one: one.claim_id) == sorted(told, key=lambda one: one.claim_id)


def test_seven_claims_of_ten_are_about_somebody_known_by_then(told: list[LabelledClaim]) -> None:
    people = {one.person for one in told}
    assert len(people) == 2_500
    assert 1 - len(people) / len(told) == pytest.approx(0.70, abs=0.02)
    counts = Counter(Counter(one.person for one in told).values())
    assert counts[1] / 2_500 == pytest.approx(0.36, abs=0.03)
    assert max(counts) > 20


def test_a_claim_does_not_say_whose_it_is(told: list[LabelledClaim]) -> None:
    for one in told[:500]:
        assert set(one.claim) <= {
            *("claimId", "givenNames", "familyName", "birthDate", "sex", "nationality"),
            *("nationalNumber", "documents", "phone", "address", "alias"),
        }


def test_no_paper_and_no_phone_can_be_anybodys(people: list[Person]) -> None:
    for person in people:
        for _, paper in person.papers:
            assert paper.number.startswith("SYN")
        assert person.national_number is None or 61 <= int(person.national_number[2:4]) <= 72
        # +32 and ten digits: one more than a Belgian mobile number has.
        assert all(len(phone) == len("+32") + 10 for _, phone in person.phones)


def test_no_two_people_have_a_paper_of_the_same_number(people: list[Person]) -> None:
    numbers = Counter(
        number
        for person in people
        for number in {
            *(paper.number for _, paper in person.papers),
            *([person.second_paper.number] if person.second_paper else []),
        }
    )
    shared = sum(count - 1 for count in numbers.values())
    assert shared <= 2  # the paper made just after a twin's may be somebody's


def test_there_are_siblings_twins_and_namesakes_of_one_year(people: list[Person]) -> None:
    families: dict[int, list[Person]] = {}
    for person in people:
        families.setdefault(person.number // 4, []).append(person)
    pairs = [pair for family in families.values() for pair in combinations(family, 2)]
    stems = [
        (a, b) for a, b in pairs if a.family[0][:4] == b.family[0][:4] and a.culture is b.culture
    ]
    twins = [1 for a, b in stems if a.birth == b.birth and a.given != b.given]
    namesakes = [1 for a, b in stems if a.given == b.given and a.birth.year == b.birth.year]
    under_one_roof = [1 for a, b in stems if a.addresses == b.addresses]
    assert len(twins) > 40
    assert len(namesakes) > 40
    assert len(under_one_roof) > 200


def test_common_names_are_common_and_there_are_many_rare_ones(people: list[Person]) -> None:
    romanian = Counter(p.family[0] for p in people if p.culture.code == "ro")
    assert romanian.most_common(1)[0][1] / romanian.total() > 0.01
    assert len(romanian) > 700


def test_every_culture_is_there_and_a_bulgarian_name_has_several_romanisations(
    people: list[Person],
) -> None:
    assert {person.culture.code for person in people} == {one.code for one in cultures()}
    person = next(p for p in people if p.culture.code == "bg" and p.family[0] == "Христова")
    spellings = {written(person, 0.0, None, Random(n)).family[0].lower() for n in range(300)}
    assert {"hristova", "khristova", "христова"} <= spellings


def test_slips_are_as_common_in_every_culture(told: list[LabelledClaim]) -> None:
    """What differs by culture is how names are respelt, never how often somebody errs."""
    claims = Counter(one.culture for one in told)
    for slip, expected in (("document_missing", 0.25), ("birth_missing", 0.03)):
        for culture, count in claims.items():
            hits = sum(slip in one.changed for one in told if one.culture == culture)
            spread = 4 * (expected * (1 - expected) / count) ** 0.5
            assert hits / count == pytest.approx(expected, abs=spread), (culture, slip)


@pytest.mark.parametrize(
    ("field", "key"), [("national-number", "nationalNumber"), ("birth-date", "birthDate")]
)
def test_a_field_can_be_taken_away_and_the_rest_stays(
    told: list[LabelledClaim], field: str, key: str
) -> None:
    assert field in FIELDS
    for with_it, without in zip(told, Claims(2_500, seed=3).stream(without=[field]), strict=True):
        assert without.fields == {k: v for k, v in with_it.fields.items() if k != key}


def test_the_command_writes_a_claim_a_line_with_its_truth() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "simulator.claims", "--persons", "50", "--without", "phone"],
        capture_output=True,
        text=True,
        check=True,
    )
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert len({row["personTruth"] for row in rows}) == 50
    assert not any("phone" in row for row in rows)


@given(st.text(min_size=1, max_size=30), st.integers())
def test_any_text_can_be_written_wrongly(text: str, seed: int) -> None:
    assert isinstance(typed_wrong(text, Random(seed)), str)
    assert isinstance(scanned(text, Random(seed)), str)
    assert without_marks(without_marks(text)) == without_marks(text)


@given(st.from_regex(r"\ASYN[0-9]{3,9}\Z"), st.integers())
def test_a_wrong_digit_makes_another_number_of_nearly_the_same_length(
    number: str, seed: int
) -> None:
    wrong = digit_wrong(number, Random(seed))
    assert wrong.startswith("SYN")
    assert 0 <= len(number) - len(wrong) <= 1


def test_a_national_number_begins_with_the_birth_date_and_papers_are_of_the_nationality(
    people: list[Person],
) -> None:
    for person in people:
        if person.national_number:
            begins = f"{person.birth:%y}{person.birth.month + 60:02d}{person.birth:%d}"
            assert person.national_number.startswith(begins)
        assert {paper.country for _, paper in person.papers} == {person.nationality}
