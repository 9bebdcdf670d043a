"""Minors as officers and owners enter them: whole, in part, or only by the eye; and where."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from hypothesis import strategies as st

from .databank import unlike_others

PLACES = ("nergens", "naam", "instelling", "raampand", "meer")
"""Kinds of place: a walk through a street, a label, an establishment that is known, window
premises, and several at once."""
YOUNGEST = date(2020, 1, 1)
"""Of those with a national number: its library reads a year to come as one of a century ago."""
NAMES = ("voluit", "voornaam", "familienaam", "roepnaam", "geen")


@dataclass(frozen=True, slots=True)
class Entered:
    """Somebody as entered: ``born`` as ``2009``, ``2009-10`` or a day, or not at all.

    ``number``: a national number instead of the date. ``looks``: the tick of an officer.
    """

    born: str | None
    names: str = "voluit"
    looks: bool = False
    number: str | None = None
    place: str = "nergens"
    role: str = "sekswerker"

    @property
    def whole(self) -> "Entered":
        """As somebody enters it who must give a name and a date."""
        return replace(
            self, born=self.born or "2010-05-17", names="voluit", looks=False, number=None
        )

    @property
    def body(self) -> dict[str, object]:
        """The identity as the API takes it."""
        return {key: value for key, value in self._said().items() if value}

    @property
    def form(self) -> dict[str, str]:
        """The identity as a form takes it."""
        said = self._said()
        fields = {
            "voornamen": said["givenNames"],
            "naam": said["familyName"],
            "roepnaam": said["alias"],
            "geboren": typed(self.born) if self.born else None,
            "rijksregister": self.number,
            "jong": "true" if self.looks else None,
        }
        return {name: str(text) for name, text in fields.items() if text}

    def _said(self) -> dict[str, object]:
        who = unlike_others()
        return {
            "givenNames": who.given if self.names in ("voluit", "voornaam") else None,
            "familyName": who.family if self.names in ("voluit", "familienaam") else None,
            "alias": who.given if self.names == "roepnaam" else None,
            "birthDate": self.born,
            "nationalNumber": self.number,
            "looksMinor": self.looks,
        }


def birthday(on: date) -> date:
    """The birth date of who becomes eighteen on a day."""
    return on.replace(year=on.year - 18)


@st.composite
def minors(draw: st.DrawFn, on: date) -> str:
    """The birth date of somebody surely or possibly under 18 on a day: whole, or known in part."""
    born = draw(st.dates(birthday(on) + timedelta(days=1), on))
    return draw(st.sampled_from([f"{born}", f"{born:%Y-%m}", f"{born:%Y}"]))


@st.composite
def entered_minors(draw: st.DrawFn, on: date) -> Entered:
    """Somebody who may be under 18, by every part of an identity that shows or suggests it."""
    shown = draw(st.sampled_from(["datum", "nummer", "oog", "alles"]))
    born = draw(minors(on)) if shown in ("datum", "alles") else None
    return Entered(
        born=born,
        names=draw(st.sampled_from(NAMES)),
        looks=shown in ("oog", "alles"),
        number=national_number(draw(st.dates(birthday(on) + timedelta(days=1), YOUNGEST)))
        if shown == "nummer"
        else None,
        place=draw(st.sampled_from(PLACES)),
        role=draw(st.sampled_from(["sekswerker", "klant", "uitbater"])),
    )


def national_number(born: date) -> str:
    """A number that nobody has: of the birth date, with an order number that is not given out."""
    digits = f"{born:%y%m%d}997"
    century = "2" if born.year >= 2000 else ""
    return f"{digits}{97 - int(century + digits) % 97:02}"


def typed(born: str) -> str:
    """As on a form: 17-5-2010, 5-2010 or 2010."""
    return "-".join(reversed(born.split("-")))
