"""Reach somebody: addresses from which a letter came back, and others at which they are known."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import RefusedError
from chassis.web import Action, Actor, record_access
from enforcement.cases.rules import CaseNotFoundError
from enforcement.cases.store import findings
from enforcement.notifications import case_file
from enforcement.notifications.correspondence import correspondence
from enforcement.notifications.rules.case_file import CaseFile
from enforcement.notifications.rules.letters import AddresseeRole
from enforcement.notifications.rules.notification import Mode
from enforcement.notifications.scope import must_see
from enforcement.notifications.store import addressees, letters
from enforcement.notifications.store.addressees import Address, Addressee
from enforcement.notifications.store.letters import Letter
from enforcement.persons.rules import is_same, words

COMPARED = 500
"""People of other cases, the latest named, among whom somebody is looked for."""


@dataclass(frozen=True, slots=True, repr=False)
class KnownAddress:
    """Where letters of another case go to the same person; prints nothing."""

    case_number: str
    address: Address


async def returns_of(
    tx: Transaction, case_id: UUID, people: Sequence[Addressee]
) -> dict[UUID, Letter]:
    """By addressee the letter that came back from their address since it was named."""
    returned = [
        (letter, letters.content_of(tx, letter).address)
        for letter in await letters.came_back(tx, case_id)
    ]
    return {
        person.addressee_id: letter
        for person in people
        for letter, address in returned
        if address == person.address
        and letter.returned_at
        and letter.returned_at >= person.named_at
    }


async def must_be_reachable(
    tx: Transaction, case_id: UUID, people: Sequence[Addressee], mode: Mode
) -> None:
    """Raises ``RefusedError`` where the post brought a letter back from the address of one of them.

    Somebody may still hand it over, or name the address once more when it proves right.
    """
    if mode is not Mode.TEGEN_ONTVANGSTBEWIJS and await returns_of(tx, case_id, people):
        raise RefusedError(
            lazy(
                "Van dit adres kwam een brief terug. Geef eerst het nieuwe adres, of kies voor "
                "afgifte tegen ontvangstbewijs."
            )
        )


async def known_addresses(tx: Transaction, actor: Actor, case: CaseFile) -> list[KnownAddress]:
    """Where letters of other cases of the actor go to the person or the owner of this one.

    Each look is logged. Reports have to give the same name and whole birth date, and the letters
    go to that name: nobody is held for another. No place from which a letter of this case came back
    is offered.
    """
    left = {
        tuple(letters.content_of(tx, each).address.lines)
        for each in await letters.came_back(tx, case.case_id)
    }
    of_owner = await addressees.of_same_owner(tx, case.case_id)
    known: dict[Address, KnownAddress] = {}
    for each in [*of_owner, *await _of_same_person(tx, case)]:
        if each.address in known or tuple(each.address.lines) in left:
            continue
        number = await _looked_into(tx, actor, each.case_id)
        if number is not None and not await returns_of(tx, each.case_id, [each]):
            known[each.address] = KnownAddress(number, each.address)
    return [*known.values()]


async def _of_same_person(tx: Transaction, case: CaseFile) -> list[Addressee]:
    own = await correspondence(case.kind).persons(tx, case.case_id)
    if not own:
        return []
    others = await addressees.latest(tx, AddresseeRole.OVERTREDER, case.case_id, COMPARED)
    persons = await findings.identities(tx, {each.case_id for each in others})
    names = {words(who.name) for who in own}
    return [
        each
        for each in others
        if words(each.address.name) in names and is_same(own, persons.get(each.case_id, []))
    ]


async def _looked_into(tx: Transaction, actor: Actor, case_id: UUID) -> str | None:
    """The number of a case that the actor may know of, with the look at it logged."""
    try:
        case = await case_file.find(tx, case_id)
        must_see(actor, case)
    except CaseNotFoundError:
        return None
    await record_access(
        tx,
        actor,
        action=Action.CONSULT,
        subject_kind=case.kind,
        subject_id=case_id,
        purpose="procedure",
    )
    return case.number
