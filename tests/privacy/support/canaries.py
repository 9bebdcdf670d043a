"""People nobody is called, and every way in which their data could be written somewhere."""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from json import dumps
from typing import Any
from urllib.parse import quote

from contracts.identity import IdentityClaim


@dataclass(frozen=True)
class Canary:
    given: str
    family: str
    birth: str
    document: str
    phone: str
    national: str

    @classmethod
    def number(cls, nr: int, *, birth_year: int | None = None) -> "Canary":
        year = birth_year or 1950 + nr
        return cls(
            given=f"Zvjezdaniël{_word(nr)}",
            family=f"Quorlinthée-Xy{_word(nr * 7 + 3)}",
            birth=f"{year}-{nr % 12 + 1:02}-{nr % 15 + 13:02}",
            document=f"QZ{nr:02}XK77{nr:02}41",
            phone=f"+32 499 {nr:02} 77 {nr:02} 83",
            national=f"{year % 100:02}.{nr % 12 + 1:02}.{nr % 15 + 13:02}-7{nr:02}.83",
        )

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}"

    @property
    def values(self) -> tuple[str, ...]:
        return (
            *(self.given, self.family, self.birth, self.document, self.phone, self.national),
            *(self.birth.replace("-", ""), _digits(self.phone), _digits(self.national)),
        )

    def worker(self, **other: Any) -> dict[str, Any]:
        """As an owner declares her."""
        document = {"kind": "paspoort", "country": "ROU", "number": self.document}
        return {
            "givenNames": self.given,
            "familyName": self.family,
            "birthDate": self.birth,
            "phone": self.phone,
            "document": document,
        } | other

    def claim(self) -> dict[str, Any]:
        """As an officer writes her down."""
        return self.worker(nationalNumber=self.national)

    def identity(self, **other: Any) -> IdentityClaim:
        return IdentityClaim.model_validate(self.claim() | other)


def _word(nr: int) -> str:
    return "".join("bcdfghjklmnpqrstvwxz"[(nr // 20**place) % 20] for place in range(3))


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


def _without_case(value: str) -> Iterator[bytes]:
    for form in (value.lower(), value.upper()):
        yield form.encode().lower()
        yield form.lower().encode("latin-1", "ignore") if form.isascii() else b""
        yield dumps(form)[1:-1].lower().encode()
        yield form.encode().hex().encode()
        yield quote(form).lower().encode()
    yield value.encode().hex().encode()


def _with_case(value: str) -> Iterator[bytes]:
    """Base64 by itself, and from each of the three places where it can begin within a text."""
    plain = value.encode()
    for shift in range(3):
        coded = b64encode(b"\x00" * shift + plain)
        start, end = (0, 2, 3)[shift], -4 if (shift + len(plain)) % 3 else len(coded)
        yield coded[start:end]


class Finder:
    """Looks for canaries in anything; ``found_in`` gives the values and spellings that occur."""

    def __init__(self, canaries: Iterable[Canary]) -> None:
        self._without_case: dict[bytes, str] = {}
        self._with_case: dict[bytes, str] = {}
        for canary in canaries:
            for value in canary.values:
                self._without_case |= dict.fromkeys(_without_case(value), value)
                self._with_case |= dict.fromkeys(_with_case(value), value)
        self._without_case.pop(b"", None)

    def found_in(self, content: bytes) -> set[str]:
        content = content.replace(b"\\\\", b"\\")
        lower = content.lower()
        found = {value for spelling, value in self._without_case.items() if spelling in lower}
        return found | {v for spelling, v in self._with_case.items() if spelling in content}

    def found_at(self, places: Iterable[tuple[str, bytes]]) -> dict[str, set[str]]:
        """The places where something is found, each with what."""
        return {place: found for place, content in places if (found := self.found_in(content))}
