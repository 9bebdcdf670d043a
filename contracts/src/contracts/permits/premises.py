"""Window premises and their rooms, as events describe them."""

from uuid import UUID

from contracts.event import Code, Fact


class Room(Fact):
    """A window that can be rented, e.g. ``R-03``."""

    room_id: UUID
    label: str


class Premises(Fact):
    """Window premises and their rooms. ``owner`` is the opaque code of the owner's organisation."""

    premises_id: UUID
    label: str
    street: str
    house_number: str
    postcode: str
    owner: Code
    rooms: tuple[Room, ...]
