"""The city as it signs its letters: addresses, contacts, courts, account, and facts in words."""

from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from stdnum import iban

from chassis import own_file
from enforcement.notifications.rules.letters import ANY_FACT

ANY_TYPE = "*"
Line = Annotated[str, Field(min_length=1, max_length=200)]


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Contact(_Data):
    who: Line
    phone: Line
    hours: Line
    mail: Line
    visit: Line


class Mediation(_Data):
    who: Line
    phone: Line
    mail: Line


class Payment(_Data):
    """``iban`` is the account that letters name. ``other_accounts`` are those on which fines may
    come in as well: of statements of any other account nothing is booked.
    """

    iban: Line
    bic: Line
    name: Line
    contact: Line
    signed: Line
    other_accounts: tuple[Line, ...] = ()

    @model_validator(mode="after")
    def _accounts_exist(self) -> Self:
        if not all(iban.is_valid(each, check_country=False) for each in self.accounts):
            raise ValueError("payment.iban or one of payment.other_accounts is no account number")
        return self

    @property
    def accounts(self) -> frozenset[str]:
        """The accounts of the city for fines, as banks write them: without spaces."""
        return frozenset(iban.compact(each) for each in (self.iban, *self.other_accounts))


class FactText(_Data):
    """A fact code in words, with the article that it breaks: its qualification."""

    code: Line
    what: Line
    article: Line


class City(_Data):
    """``example``: it does not exist. ``fact`` has a row ``*`` for every code without its own."""

    example: bool = False
    name: Line
    department: Line
    address: tuple[Line, ...] = Field(min_length=1, max_length=4)
    place: Line
    officer: Line
    police_court: Line
    youth_court: Line
    data_protection: Line
    supervisor: Line
    complaints: Line
    college: Line = "Namens het college van burgemeester en schepenen"
    mayor: Line = "De burgemeester"
    council_of_state: Line = "de afdeling bestuursrechtspraak van de Raad van State"
    advices: Line | None = None
    """The address of ``/adviezen``; without one the advising services get no reminders."""
    advisers: dict[Line, Line] = Field(default_factory=dict)
    """The mailbox of each advising service, by its code."""
    advice_documents: dict[Line, tuple[Line, ...]] = Field(default_factory=dict)
    """The documents of an application that each advising service needs, by codes of the checklist;
    a service that is not named sees none."""
    regulations: dict[Line, Line] = Field(default_factory=dict)
    """The regulation, with its article, on which a decision about a type of permit rests, by its
    code; ``*`` is for every other type. Without one no letter tells such a decision."""
    own_case: Line | None = None
    """The address of the page of the own case; without one letters bear no code."""
    names: dict[Line, Line] = Field(default_factory=dict)
    """The name of whoever signs, by the words under which they sign: ``officer``, ``mayor``."""
    reviewed: tuple[Line, ...] = ()
    """Templates, as letters name them, that a lawyer of this city read: words and legal bases."""
    contact: Contact
    mediation: Mediation
    payment: Payment
    fact: tuple[FactText, ...]

    @model_validator(mode="after")
    def _every_fact_has_words(self) -> Self:
        if ANY_FACT not in {fact.code for fact in self.fact}:
            raise ValueError(f'no [[fact]] with the code "{ANY_FACT}"')
        return self

    @classmethod
    def load(cls, path: Path | None) -> Self:
        """The city's own file, or the example. Raises ``OwnFileError``."""
        return own_file.load(cls, "KRACHTLIJN_ENFORCEMENT_CITY", path, "enforcement", "city.toml")

    def fact_text(self, code: str) -> FactText:
        """The words for a fact code."""
        known = {fact.code: fact for fact in self.fact}
        return known.get(code) or known[ANY_FACT]

    def regulation(self, permit_type: str) -> str | None:
        """The regulation on which a decision about this type of permit rests."""
        return self.regulations.get(permit_type) or self.regulations.get(ANY_TYPE)

    def told(self) -> dict[str, Any]:
        """The fields that templates use."""
        return self.model_dump(
            mode="json",
            exclude={
                "fact",
                "example",
                "advices",
                "advisers",
                "advice_documents",
                "reviewed",
                "regulations",
            },
        )
