"""The branches of sex work as dated data: the one list that all services offer, label and count."""

import re
from datetime import date
from functools import cached_property, lru_cache
from typing import Annotated, Any, ClassVar, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    StringConstraints,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from contracts.codes import Visibility
from contracts.permits.types import TypeCode

BRANCH_CODE = r"^[a-z][a-z0-9_]{1,39}$"


@lru_cache(maxsize=256)
def _is_code(text: str) -> bool:
    """Remembered, since a history of sightings has the same few codes by the hundred thousand."""
    return re.fullmatch(BRANCH_CODE, text) is not None


class Branch(str):
    """The code of a branch of sex work.

    Which branches there are is data, with dates and words (:class:`Branches`): an event may
    carry a code that its reader has no words for. The names here are those of the plan; our rules
    stand on ``RAAM`` and ``ANDERE`` alone. ``value`` is the text, as of members of the other lists.
    """

    __slots__ = ()

    RAAM: ClassVar["Branch"]
    STRAAT: ClassVar["Branch"]
    STRIPCLUB: ClassVar["Branch"]
    ESCORT: ClassVar["Branch"]
    PRIVE_THUIS: ClassVar["Branch"]
    MASSAGESALON: ClassVar["Branch"]
    ANDERE: ClassVar["Branch"]

    def __new__(cls, code: str) -> Self:
        """Raises ``ValueError`` for what is no code; it does not say what that was."""
        if not _is_code(code):
            raise ValueError("this is no code of a branch")
        return super().__new__(cls, code)

    @property
    def value(self) -> str:
        return str(self)

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any) -> CoreSchema:
        return core_schema.no_info_after_validator_function(
            cls, core_schema.str_schema(pattern=BRANCH_CODE)
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return handler(schema) | {"description": "A branch of sex work, from the city's list."}


Branch.RAAM = Branch("raam")
Branch.STRAAT = Branch("straat")
Branch.STRIPCLUB = Branch("stripclub")
Branch.ESCORT = Branch("escort")
Branch.PRIVE_THUIS = Branch("prive_thuis")
Branch.MASSAGESALON = Branch("massagesalon")
Branch.ANDERE = Branch("andere")


Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]


class Label(BaseModel):
    """The word for a branch, in small letters as within a sentence. Without another language the
    Dutch one is shown."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    nl: Word
    en: Word | None = None
    fr: Word | None = None

    def of(self, language: str) -> str:
        return {"en": self.en, "fr": self.fr}.get(language) or self.nl


class DatedBranch(BaseModel):
    """A branch as it is from ``valid_from`` until and including ``valid_until``.

    ``visibility`` is the usual one; an inspection may note another. ``figures`` is the Dutch word
    in figures, where it is not the label. ``older_words`` are those of the older databases.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: Branch
    valid_from: date
    valid_until: date | None = None
    visibility: Visibility
    label: Label
    figures: Word | None = None
    permit_types: tuple[TypeCode, ...] = ()
    older_words: tuple[Word, ...] = ()

    def holds(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_until is None or on <= self.valid_until)


class Branches(BaseModel):
    """All branches of a city, in the order in which they are offered."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    branch: tuple[DatedBranch, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def sound(self) -> Self:
        """One answer on each day: of a code, of a type of permit, of a word of an older database.

        ``raam`` and ``andere`` always hold: the calendar's shifts are of the one, and what has no
        branch of its own of the other.
        """
        for at, one in enumerate(self.branch):
            for other in self.branch[at + 1 :]:
                self._apart(one, other)
        for needed in (Branch.RAAM, Branch.ANDERE):
            if not any(each.code == needed and each.valid_until is None for each in self.branch):
                raise ValueError(f"there is no branch '{needed}' without a last day")
        return self

    @staticmethod
    def _apart(one: DatedBranch, other: DatedBranch) -> None:
        if one.code != other.code and (shared := {*one.older_words} & {*other.older_words}):
            raise ValueError(f"'{min(shared)}' is of both '{one.code}' and '{other.code}'")
        if not (one.holds(other.valid_from) or other.holds(one.valid_from)):
            return
        if one.code == other.code:
            raise ValueError(f"two entries of '{one.code}' hold on one day")
        if shared := {*one.permit_types} & {*other.permit_types}:
            raise ValueError(f"permits of type '{min(shared)}' are of two branches on one day")

    @cached_property
    def codes(self) -> tuple[Branch, ...]:
        """Every code, also of what is no longer or not yet."""
        return tuple(dict.fromkeys(each.code for each in self.branch))

    @cached_property
    def older_words(self) -> dict[str, Branch]:
        """The branch for each word of the older databases."""
        return {word: each.code for each in self.branch for word in each.older_words}

    def offered(self, on: date) -> list[Branch]:
        """The branches of a day."""
        return [each.code for each in self.branch if each.holds(on)]

    def find(self, code: str, on: date | None = None) -> DatedBranch | None:
        """A branch as it is on a day, or else its newest entry; None for one that is not listed."""
        entries = [each for each in self.branch if each.code == code]
        that_day = (each for each in entries if on is not None and each.holds(on))
        return next(that_day, max(entries, key=lambda each: each.valid_from, default=None))

    def visibility(self, code: str, on: date) -> Visibility:
        """The usual visibility; what is not listed is hidden."""
        found = self.find(code, on)
        return found.visibility if found else Visibility.VERDOKEN

    def of_permit(self, permit_type: str, on: date) -> Branch:
        """The branch of premises with such a permit."""
        of_it = (each for each in self.branch if permit_type in each.permit_types)
        return next((each.code for each in of_it if each.holds(on)), Branch.ANDERE)
