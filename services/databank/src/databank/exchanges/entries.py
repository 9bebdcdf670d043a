"""Entries of an exchange: as it is noted, its answer, and what follows on it."""

from dataclasses import replace
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field

from chassis.branches import KnownBranch
from chassis.messages import lazy
from chassis.web.pages.languages import mark
from databank.access.purposes.rules import PurposeCode
from databank.entries.declaration import Day, Entry, Hidden, LongText, Radios, Select, Several, Text
from databank.exchanges.rules.codes import About, Category, Direction, FollowUp, Outcome, Phenomenon
from databank.exchanges.rules.exchange import LONGEST_NOTE, Answer, NewExchange, Subject
from databank.research_cases.rules import reference

Code = Annotated[str, Field(min_length=1, max_length=60)]
ListedDay = Annotated[date, Field(ge=date(2010, 1, 1), le=date(9998, 12, 31))]

Categories = Annotated[list[Category], Field(max_length=len(Category))]
KINDS = Several(
    "gegevens",
    mark("Welke gegevens gingen er?"),
    hint=mark("Alleen de soorten. De gegevens zelf staan hier niet."),
    wrong=mark("Zeg welke soorten gegevens er gingen. Kies er minstens één."),
)
Leave = Annotated[
    Annotated[str, Field(min_length=3, max_length=200)] | None,
    Text(
        "toelating",
        mark("Toelating van het gerecht"),
        hint=mark(
            "Alleen als er gerechtelijke informatie naar de stad of een inspectie gaat."
            " De dienst en het kenmerk, geen naam."
        ),
    ),
]
Note = Annotated[
    Annotated[str, Field(min_length=1, max_length=LONGEST_NOTE)] | None,
    LongText(
        "nota",
        mark("Nota"),
        hint=lazy(
            "Alleen wat nodig is, hoogstens %(longest)s tekens. De nota wordt verzegeld bewaard.",
            longest=LONGEST_NOTE,
        ),
        wrong=mark("Gebruik hoogstens 500 tekens."),
        most=LONGEST_NOTE,
    ),
]
PAST = Day("dag", mark("Op welke dag?"), wrong=mark("Geef een dag die voorbij is, of vandaag."))


class ExchangeSheet(Entry):
    """An exchange as a form notes it: on a day, with what follows from the file and the partner."""

    direction: Annotated[
        Direction,
        Radios(
            "richting", mark("Wie vroeg of gaf iets?"), wrong=mark("Zeg wie iets vroeg of gaf.")
        ),
    ]
    partner: Annotated[
        Code,
        Select(
            "partner",
            mark("Met welke partner?"),
            wrong=mark("Kies een partner."),
            first=mark("Kies een partner"),
        ),
    ]
    about: Annotated[
        About, Radios("over", mark("Waarover ging het?"), wrong=mark("Zeg waarover het ging."))
    ]
    person_id: Annotated[UUID | None, Hidden("persoon", at="over")] = None
    establishment_id: Annotated[UUID | None, Hidden("inrichting", at="over")] = None
    phenomenon: Annotated[
        Phenomenon | None, Select("fenomeen", mark("Welk fenomeen?"), first=mark("Geen fenomeen"))
    ] = None
    branch: Annotated[
        KnownBranch | None, Select("vorm", mark("In welke vorm?"), first=mark("Geen bepaalde vorm"))
    ] = None
    case_number: Annotated[
        Annotated[str, Field(max_length=40)] | None,
        Text(
            "zaak",
            mark("Nummer van de zaak"),
            hint=mark("Als er een is. Letters en cijfers, geen naam."),
        ),
    ] = None
    purpose: Annotated[
        PurposeCode | None,
        Radios("waarvoor", mark("Waarvoor?"), wrong=mark("Kies waarvoor je het nodig hebt.")),
    ] = None
    basis: Annotated[
        Code | None, Select("grond", mark("Op welke grond?"), first=mark("Volgt uit de partner"))
    ] = None
    categories: Annotated[Categories, KINDS]
    judicial_leave: Leave = None
    note: Note = None
    happened_at: Annotated[date, PAST]
    due_on: Annotated[
        ListedDay | None,
        Day(
            "tegen",
            mark("Tegen wanneer moet het antwoord er zijn?"),
            hint=mark("Alleen bij een vraag."),
            wrong=mark("Zeg tegen welke dag het antwoord er moet zijn."),
        ),
    ] = None

    @property
    def subject(self) -> Subject:
        number = self.case_number
        return Subject(
            self.about,
            self.person_id,
            self.establishment_id,
            None if number is None else reference(number) or number,
            self.phenomenon,
            self.branch,
        )

    def noted(
        self,
        exchange_id: UUID,
        subject: Subject,
        purpose: PurposeCode,
        basis: str,
        happened_at: datetime,
    ) -> NewExchange:
        """The exchange, with what whoever notes it may leave to the service."""
        return NewExchange(
            id=exchange_id,
            direction=self.direction,
            partner=self.partner,
            subject=subject,
            purpose=purpose,
            basis=basis,
            categories=frozenset(self.categories),
            happened_at=happened_at,
            due_on=self.due_on,
            judicial_leave=self.judicial_leave,
            note=self.note,
        )


class ExchangeBody(ExchangeSheet):
    """``about`` says which of the next four is given; ``caseNumber`` may stand beside another.

    ``categories`` go over at first: with a question, those by which it is asked. ``judicialLeave``:
    the office and the reference, no name. ``note`` is kept sealed.
    """

    purpose: PurposeCode
    basis: Code
    happened_at: AwareDatetime


class AnswerSheet(Entry):
    """An answer as a form notes it: on a day."""

    outcome: Annotated[
        Outcome,
        Radios(
            "uitkomst", mark("Kwam er een antwoord?"), wrong=mark("Zeg of er een antwoord kwam.")
        ),
    ]
    categories: Annotated[
        Categories, replace(KINDS, question=mark("Welke gegevens zaten in het antwoord?"))
    ] = Field(default_factory=list)
    judicial_leave: Leave = None
    note: Note = None
    answered_at: Annotated[date, PAST]

    def noted(self, answered_at: datetime) -> Answer:
        return Answer(
            self.outcome, frozenset(self.categories), answered_at, self.judicial_leave, self.note
        )


class AnswerBody(AnswerSheet):
    """``categories`` went over with the answer, the other way than those of the question."""

    answered_at: AwareDatetime


class ClosureBody(Entry):
    follow_up: Annotated[
        FollowUp,
        Radios(
            "gevolg",
            mark("Wat volgt erop?"),
            wrong=mark("Zeg wat er volgt, of dat er niets volgt."),
        ),
    ]
