"""Identifiers where a code should stand: refused with the reason, and nowhere kept.

The reason says what kind of thing it looks like, and never what it is.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from enum import StrEnum

from stdnum.be import bis, nn

from chassis.messages import LazyMessage, lazy
from registry.validation.rules.given_names import GIVEN_NAMES, SHORT

OMITTED = "(weggelaten)"
"""Kept and sent back in place of an identifier."""
BIRTH_YEARS = range(1930, 2013)
COUNTRIES = "3[0-9]|4[0-9]|90|55|57|58|66|1[2-9]|21[236]|23[34]|35[0-9]|37[0-9]|38[0-9]|42[01]"
_MAIL = re.compile(r"[^\s@]+@[^\s@]+")
_NUMBER = re.compile(
    r"(?<![0-9])[0-9]{2}[.\s/_-]?[0-9]{2}[.\s/_-]?[0-9]{2}[.\s/_-]?[0-9]{3}[.\s/_-]?[0-9]{2}(?![0-9])"
)
_PHONE = re.compile(rf"(?:\+|00)(?:{COUNTRIES})0?[0-9]{{7,10}}|04[5-9][0-9]{{7}}|0[1-9][0-9]{{7}}")
_STREET = re.compile(
    r"[a-z]{3,}(?:straat|laan|plein|steenweg|kaai|lei|weg|dreef|rui|vest)[\s_-]*[0-9]{1,4}"
    r"|(?:rue|avenue|chaussee|boulevard)[\s_-][a-z\s_-]+[0-9]{1,4}"
)
_YEAR_FIRST = re.compile(r"(?<![0-9])([0-9]{4})[\s./_-]?([0-9]{2})[\s./_-]?([0-9]{2})(?![0-9])")
_DAY_FIRST = re.compile(r"(?<![0-9])([0-9]{1,2})[\s./_-]([0-9]{1,2})[\s./_-]([0-9]{4})(?![0-9])")
_DAY_FIRST_WHOLE = re.compile(r"(?<![0-9])([0-9]{2})([0-9]{2})([0-9]{4})(?![0-9])")
_WORDS_ALONE = re.compile(r"[a-z][a-z\s'._-]*[a-z]")
_VOWEL = re.compile(r"[aeiouy]")
_CONSONANT = re.compile(r"[^aeiouy\s'._-]")


class Identifier(StrEnum):
    """Things that say who somebody is."""

    NATIONAL_NUMBER = "national-number"
    MAIL = "mail"
    PHONE = "phone"
    BIRTH_DATE = "birth-date"
    ADDRESS = "address"
    NAME = "name"
    OMITTED = "omitted"


LIKE = {
    Identifier.NATIONAL_NUMBER: lazy("een rijksregisternummer"),
    Identifier.MAIL: lazy("een e-mailadres"),
    Identifier.PHONE: lazy("een telefoonnummer"),
    Identifier.BIRTH_DATE: lazy("een geboortedatum"),
    Identifier.ADDRESS: lazy("een adres"),
    Identifier.OMITTED: lazy("een gegeven dat we niet bewaard hebben"),
}
"""The words of the reason. That of a name is a sentence of its own."""


def identifier_in(text: str, *, is_code: bool) -> Identifier | None:
    """The identifier that a text looks like. Only where a code should stand are names, addresses
    and dates looked for: words are what other columns hold."""
    looks = [*_ANYWHERE, *(_OF_CODES if is_code else ())]
    return next((identifier for identifier, is_one in looks if is_one(text)), None)


def reason_of(identifier: Identifier) -> LazyMessage:
    """The reason that the sender reads."""
    if identifier is Identifier.NAME:
        return lazy(
            "Dit lijkt op een naam. Gebruik een willekeurige code met minstens één cijfer; de"
            " pagina om codes te maken helpt je."
        )
    return lazy(
        "Dit lijkt op %(something)s. Gebruik een willekeurige code die niets over de cliënt zegt;"
        " de pagina om codes te maken helpt je.",
        something=LIKE[identifier],
    )


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.strip())
    return "".join(each for each in letters if not unicodedata.combining(each)).casefold()


def _is_national_number(text: str) -> bool:
    for match in _NUMBER.finditer(text):
        digits = re.sub(r"[^0-9]", "", match[0])
        if nn.is_valid(digits) or bis.is_valid(digits):
            return True
    return False


def _is_phone(text: str) -> bool:
    return _PHONE.fullmatch(re.sub(r"[\s./()_-]", "", text)) is not None


def _is_birth_date(text: str) -> bool:
    plain = _plain(text)
    dates = [match.groups() for match in _YEAR_FIRST.finditer(plain)]
    for form in (_DAY_FIRST, _DAY_FIRST_WHOLE):
        dates += [match.groups()[::-1] for match in form.finditer(plain)]
    return any(_is_day(*map(int, parts)) for parts in dates)


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        return date(year, month, day).year in BIRTH_YEARS
    except ValueError:
        return False


def _is_name(text: str) -> bool:
    """Letters alone that can be spoken, or a given name among digits.

    A short name counts only when no other letters stand beside it: a random code has some too.
    """
    plain = _plain(text)
    letters = sum(each.isalpha() for each in plain)
    if not any(each.isdigit() for each in plain):
        return letters >= SHORT - 1 and (not plain.isascii() or _is_spoken(plain))
    apart = _plain(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text))
    words = {*re.findall(r"[a-z]+", plain), *re.findall(r"[a-z]+", apart)}
    return any(
        word in GIVEN_NAMES and (len(word) > SHORT or len(word) == letters) for word in words
    )


def _is_spoken(plain: str) -> bool:
    return bool(_WORDS_ALONE.fullmatch(plain) and _VOWEL.search(plain) and _CONSONANT.search(plain))


_ANYWHERE: tuple[tuple[Identifier, Callable[[str], bool]], ...] = (
    (Identifier.OMITTED, OMITTED.__eq__),
    (Identifier.NATIONAL_NUMBER, _is_national_number),
    (Identifier.MAIL, lambda text: _MAIL.search(text) is not None),
    (Identifier.PHONE, _is_phone),
)
_OF_CODES: tuple[tuple[Identifier, Callable[[str], bool]], ...] = (
    (Identifier.BIRTH_DATE, _is_birth_date),
    (Identifier.ADDRESS, lambda text: _STREET.search(_plain(text)) is not None),
    (Identifier.NAME, _is_name),
)
