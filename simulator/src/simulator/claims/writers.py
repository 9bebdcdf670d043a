"""Writers of claims: one claim about one person, with everything that goes wrong."""

from collections.abc import Sequence
from datetime import date
from random import Random
from typing import Any, TypeVar

from simulator.claims import slips
from simulator.claims.papers import Paper
from simulator.claims.persons import Person
from simulator.claims.places import Address
from simulator.claims.rates import RATES, WRITERS, Writer
from simulator.claims.written_names import written

T = TypeVar("T")
Fields = dict[str, Any]


def write_claim(person: Person, chance: Random) -> tuple[Fields, list[str]]:
    """The fields of the claim, and the slips in it."""
    writer = chance.choices(WRITERS, [one.share for one in WRITERS])[0]
    moment = chance.random()
    name = written(person, moment, person.alias, chance)
    fields: Fields = {"givenNames": " ".join(name.given), "familyName": " ".join(name.family)}
    changed = name.changed
    if writer.name == "advertisement":
        fields = {"givenNames": person.alias or name.given[0]}
        changed.append("advertisement")
    _who(fields, person, writer, changed, chance)
    _papers(fields, person, moment, writer, changed, chance)
    _where(fields, person, moment, writer, changed, chance)
    if person.alias and chance.random() < writer.alias:
        fields["alias"] = person.alias
    return fields, changed


def _who(
    fields: Fields, person: Person, writer: Writer, changed: list[str], chance: Random
) -> None:
    if chance.random() < writer.birth:
        fields["birthDate"] = _birth(person.birth, changed, chance)
    else:
        changed.append("birth_missing")
    if chance.random() < writer.sex:
        wrong = chance.random() < RATES.sex_wrong
        fields["sex"] = {"F": "M", "M": "F"}[person.sex] if wrong else person.sex
    if chance.random() < writer.nationality:
        fields["nationality"] = person.nationality


def _birth(born: date, changed: list[str], chance: Random) -> str:
    drawn = chance.random()
    for kind, rate in (
        ("birth_year_only", RATES.birth_year_only),
        ("birth_month_only", RATES.birth_month_only),
        ("birth_first_of_january", RATES.birth_first_of_january),
        ("birth_swapped", RATES.birth_swapped),
        ("birth_digit", RATES.birth_digit),
        ("birth_transposed", RATES.birth_transposed),
        ("birth_year_off", RATES.birth_year_off),
        ("birth_impossible", RATES.birth_impossible),
        ("birth_other_notation", RATES.birth_other_notation),
    ):
        drawn -= rate
        if drawn < 0:
            text = _birth_gone_wrong(born, kind, chance)
            if text != born.isoformat():
                changed.append(kind)
            return text
    return born.isoformat()


def _birth_gone_wrong(born: date, kind: str, chance: Random) -> str:
    text = born.isoformat()
    match kind:
        case "birth_year_only":
            text = f"{born.year}"
        case "birth_month_only":
            text = f"{born:%Y-%m}"
        case "birth_first_of_january":
            text = f"{born.year}-01-01"
        case "birth_swapped" if born.day <= 12:
            text = f"{born:%Y-%d-%m}"
        case "birth_digit":
            at = chance.choice((2, 3, 5, 6, 8, 9))
            text = f"{text[:at]}{chance.choice('0123456789')}{text[at + 1 :]}"
        case "birth_transposed":
            at = chance.choice((2, 5, 8))
            text = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        case "birth_year_off":
            text = f"{born.year + chance.choice((-2, -1, -1, 1, 1, 2, 10, -10))}-{born:%m-%d}"
        case "birth_impossible":
            year = born.year
            text = chance.choice((f"{year}-00-00", f"{year}-02-31", f"{born:%Y-%m}-00"))
        case "birth_other_notation":
            text = chance.choice((f"{born:%d/%m/%Y}", f"{born:%Y%m%d}", f"{born:%d.%m.%Y}"))
    return text


def _papers(
    fields: Fields,
    person: Person,
    moment: float,
    writer: Writer,
    changed: list[str],
    chance: Random,
) -> None:
    documents: list[Paper] = []
    if chance.random() < writer.document:
        other = person.second_paper if chance.random() < 0.2 else None
        if other is not None:
            changed.append("other_document_kind")
        documents.append(other or _at(person.papers, moment))
        if other is None and person.second_paper and chance.random() < writer.second_document:
            documents.append(person.second_paper)
    if documents:
        fields["documents"] = [_printed(paper, changed, chance) for paper in documents]
    else:
        changed.append("document_missing")
    if person.national_number and chance.random() < writer.number:
        number = person.national_number
        if chance.random() < RATES.number_typo:
            number = slips.digit_wrong(number, chance)
            changed.append("number_typo")
        elif chance.random() < 0.5:
            number = f"{number[:2]}.{number[2:4]}.{number[4:6]}-{number[6:9]}.{number[9:]}"
        fields["nationalNumber"] = number


def _printed(paper: Paper, changed: list[str], chance: Random) -> Fields:
    number = paper.number
    if chance.random() < RATES.document_typo:
        number = slips.digit_wrong(number, chance)
        changed.append("document_typo")
    if chance.random() < RATES.document_spaced:
        number = chance.choice((f"{number[:5]} {number[5:]}", number.lower()))
    return {"type": paper.kind, "country": paper.country, "number": number}


def _where(
    fields: Fields,
    person: Person,
    moment: float,
    writer: Writer,
    changed: list[str],
    chance: Random,
) -> None:
    house = _at(person.houses, moment)
    if chance.random() < writer.phone:
        of_house = chance.random() < RATES.phone_of_house or not person.phones
        phone = house.phone if of_house else _at(person.phones, moment)
        if of_house:
            changed.append("phone_of_house")
        if chance.random() < RATES.phone_typo:
            phone = slips.digit_wrong(phone, chance)
            changed.append("phone_typo")
        fields["phone"] = _dialled(phone, chance)
    if chance.random() < writer.address:
        of_house = chance.random() < RATES.address_of_house
        address = house.address if of_house else _at(person.addresses, moment)
        if of_house:
            changed.append("address_of_house")
        fields["address"] = _addressed(address, changed, chance)


def _dialled(phone: str, chance: Random) -> str:
    national = phone.removeprefix("+32")
    return chance.choice(
        (
            phone,
            phone,
            f"0{national}",
            f"0032{national}",
            f"0{national[:3]} {national[3:6]} {national[6:]}",
        )
    )


def _addressed(address: Address, changed: list[str], chance: Random) -> Fields:
    street = address.street
    if chance.random() < RATES.address_typo:
        street = slips.typed_wrong(street, chance)
        changed.append("address_typo")
    found = {"street": street, "municipality": address.municipality}
    if chance.random() >= RATES.house_number_lost:
        found["houseNumber"] = address.house_number
    if chance.random() >= RATES.postcode_lost:
        found["postcode"] = address.postcode
    return found


def _at(chapters: Sequence[tuple[float, T]], moment: float) -> T:
    return [what for begins, what in chapters if begins <= moment or begins == 0.0][-1]
