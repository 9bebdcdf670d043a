"""Forms of an application: a model per task, and the way between it and what is kept."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from chassis.messages import lazy
from chassis.web import Body
from chassis.web.pages import Form
from pandkalender.applications.rules.progress import Task
from pandkalender.moments.pages.date_parsing import Day

Line = Annotated[str, StringConstraints(min_length=1, max_length=200)]


def _lines(value: Any) -> Any:
    """A text area holds a value per line; a form brings it as the one value of a list."""
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list):
        return texts
    return [line.strip() for text in texts for line in str(text).splitlines() if line.strip()]


def _digits(value: Any) -> Any:
    """``0123.456.789`` and ``BE 0123 456 789`` are one number."""
    if not isinstance(value, str):
        return value
    return re.sub(r"[^0-9]", "", value) or None


def _kbo(value: str) -> str:
    """The last two digits check the others (modulo 97)."""
    if len(value) != 10 or value[0] not in "01" or 97 - int(value[:8]) % 97 != int(value[8:]):
        raise ValueError(lazy("Dit ondernemingsnummer klopt niet. Kijk de cijfers na."))
    return value


def _different(value: list[str]) -> list[str]:
    if len({each.casefold() for each in value}) != len(value):
        raise ValueError(lazy("Elke kamer heeft een eigen naam. Geef geen naam twee keer."))
    return value


def _email(value: str) -> str:
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value):
        raise ValueError(lazy("Dit is geen e-mailadres. Schrijf het als naam@voorbeeld.be."))
    return value


def _postcode(value: str) -> str:
    if not re.fullmatch(r"\d{4}", value):
        raise ValueError(lazy("Een postcode heeft vier cijfers."))
    return value


Kbo = Annotated[str, BeforeValidator(_digits), AfterValidator(_kbo)]
Rooms = Annotated[
    list[Annotated[str, StringConstraints(min_length=1, max_length=20)]],
    BeforeValidator(_lines),
    Field(min_length=1, max_length=200),
    AfterValidator(_different),
]
Names = Annotated[list[Line], BeforeValidator(_lines), Field(max_length=20)]


class PremisesForm(Body):
    """The premises that the declaration is to be about."""

    label: Line = Field(alias="pand")
    street: Line = Field(alias="straat")
    house_number: Annotated[str, StringConstraints(min_length=1, max_length=20)] = Field(
        alias="nummer"
    )
    postcode: Annotated[str, AfterValidator(_postcode)] = Field(alias="postcode")
    cadastre: Annotated[str, StringConstraints(max_length=60)] | None = Field(
        default=None, alias="kadaster"
    )
    rooms: Rooms = Field(alias="kamers")

    def said(self) -> dict[str, Any]:
        return self.model_dump()


class HolderForm(Body):
    """The main holder, and others by name."""

    name: Line = Field(alias="naam")
    kbo: Kbo | None = Field(default=None, alias="onderneming")
    others: Names = Field(default_factory=list, alias="andere")

    def said(self) -> dict[str, Any]:
        return {"main": {"name": self.name, "kbo_number": self.kbo}, "others": self.others}


class ManagerForm(Body):
    """The manager; nobody when the name is left empty."""

    name: Line | None = Field(default=None, alias="naam")
    kbo: Kbo | None = Field(default=None, alias="onderneming")

    def said(self) -> dict[str, Any]:
        manager = {"name": self.name, "kbo_number": self.kbo} if self.name else None
        return {"manager": manager}


class NewManagerForm(ManagerForm):
    """The new manager, who has a name."""

    name: Line = Field(alias="naam")


class WhenForm(Body):
    """The day from which a change holds."""

    on: Day = Field(alias="vanaf")

    def said(self) -> dict[str, Any]:
        return {"on": self.on.isoformat()}


class ContactForm(Body):
    """The person whom the city calls or writes to."""

    name: Line = Field(alias="naam")
    email: Annotated[str, StringConstraints(max_length=200), AfterValidator(_email)] = Field(
        alias="email"
    )
    phone: Annotated[str, StringConstraints(min_length=6, max_length=32)] = Field(alias="telefoon")

    def said(self) -> dict[str, Any]:
        return self.model_dump()


TaskForm = PremisesForm | HolderForm | ManagerForm | WhenForm | ContactForm
FORMS: Mapping[Task, type[TaskForm]] = {
    Task.PAND: PremisesForm,
    Task.HOUDER: HolderForm,
    Task.BEHEERDER: ManagerForm,
    Task.WANNEER: WhenForm,
    Task.CONTACT: ContactForm,
}


def form_of(task: Task, *, required: bool) -> type[TaskForm]:
    """A manager may be left out of premises; a change of manager names one."""
    return NewManagerForm if task is Task.BEHEERDER and required else FORMS[task]


def filled(task: Task, said: Mapping[str, Any]) -> Form[Any]:
    """The form as it was kept."""
    return Form({name: [str(value)] for name, value in shown(task, said).items() if value})


def shown(task: Task, said: Mapping[str, Any]) -> dict[str, str]:
    """Values as they were kept, by the names of the form's fields."""
    match task:
        case Task.PAND:
            return {
                "pand": said["label"],
                "straat": said["street"],
                "nummer": said["house_number"],
                "postcode": said["postcode"],
                "kadaster": said["cadastre"] or "",
                "kamers": "\n".join(said["rooms"]),
            }
        case Task.HOUDER:
            return {
                "naam": said["main"]["name"],
                "onderneming": said["main"]["kbo_number"] or "",
                "andere": "\n".join(said["others"]),
            }
        case Task.BEHEERDER:
            manager = said["manager"] or {}
            return {
                "naam": manager.get("name") or "",
                "onderneming": manager.get("kbo_number") or "",
            }
        case Task.WANNEER:
            return {"vanaf": f"{date.fromisoformat(said['on']):%d/%m/%Y}"}
        case Task.CONTACT:
            return {"naam": said["name"], "email": said["email"], "telefoon": said["phone"]}
