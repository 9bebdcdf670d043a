"""The parts of an application that only the city may read, always inside a seal."""

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from contracts.sealed import Personal

Words = Annotated[str, StringConstraints(min_length=1, max_length=200)]
KboNumber = Annotated[str, StringConstraints(pattern=r"^[01]\d{9}$")]
"""A number of the Crossroads Bank for Enterprises, digits only."""


class PremisesAsked(Personal):
    """Premises as the owner describes them; ``rooms`` are labels, ``cadastre`` is of the plot."""

    label: Words
    street: Words
    house_number: Annotated[str, StringConstraints(min_length=1, max_length=20)]
    postcode: Annotated[str, StringConstraints(pattern=r"^\d{4}$")]
    cadastre: Annotated[str, StringConstraints(min_length=1, max_length=60)] | None = None
    rooms: tuple[Annotated[str, StringConstraints(min_length=1, max_length=20)], ...] = Field(
        min_length=1, max_length=200
    )


class Holder(Personal):
    """Somebody who holds the declaration: a person, or an enterprise when it has a number."""

    name: Words
    kbo_number: KboNumber | None = None


class Contact(Personal):
    """The person whom the city calls or writes to about this application."""

    name: Words
    email: Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$", max_length=200)]
    phone: Annotated[str, StringConstraints(min_length=6, max_length=32)]


class FilledIn(Personal):
    """The answers of an application; which of them are there follows from its kind."""

    premises: PremisesAsked | None = None
    main_holder: Holder | None = None
    other_holders: tuple[Holder, ...] = Field(default=(), max_length=20)
    manager: Holder | None = None
    change_from: date | None = None
    contact: Contact


class DocumentPart(Personal):
    """Bytes of a document, in Base64: a message is no larger than the bus carries."""

    content: str = Field(max_length=170_000)


class MissingDocuments(Personal):
    """The documents that the city still asks for, as its letter names them."""

    names: tuple[Annotated[str, StringConstraints(min_length=1, max_length=300)], ...] = Field(
        min_length=1, max_length=50
    )
