"""Aggregation: from the rows of a delivery to counts, with the names that reporting reads.

Cells (``contracts.registry.Cell``) are published per organisation and period with these names.
A total leaves the dimension out. Zeros are published as 0; an empty value is suppressed.

=========================  ===========================================  =======================
measure                    sets of dimensions                           unit
=========================  ===========================================  =======================
clienten                   {} {branche} {gender} {leeftijd}             distinct persons with
                           {nationaliteit} {eerste_contact}             at least one contact
                           {branche gender}
begeleidingen              {} {branche}                                 distinct persons in
                                                                        guidance
contacten                  {} {soort} {aard} {plaats} {branche}         contacts, also those of
                           {maand} {aard soort} {branche soort}         anonymous persons
                           {plaats soort} {maand soort}
                           {aard=consultatie plaats}
                           {branche consultatie} {consultatie maand}
hulpvragen                 {} {hulpvraag} {bij hulpvraag}               requests for help: one
                                                                        contact may hold three
doorverwijzingen           {} {doorverwijzing} {branche}                referrals, all of them
                                                                        individual
activiteiten               {type} {type maand} {type aard} {type met}   moments or acts;
                                                                        never without ``type``
nagekomen_contacten        {}                                           contacts of halves that
                                                                        were told before their
                                                                        year, and came later
bereik                     {type}                                       people present, each time
                                                                        counted anew
samenwerkingscontacten     {} {partner} {aard} {aard partner} {maand}   contacts with partners
websitestatistiek          {site maat} {site maat maand}                visits, views; not
                           {site maat=bezoeken taal}                    persons
=========================  ===========================================  =======================

``branche`` is the client's main branch (CL-BRANCH and ``risico_instroom``, ``gestopt``,
``onbekend``; contacts of anonymous persons count as ``onbekend``), so the branches add up to the
total. ``maand`` is ``JJJJ-MM``. ``doorverwijzing`` shows ``andere`` with referrals to a specialised
centre for trafficking victims inside it: those are counted only in totals (handbook §6.4).
``consultatie`` is ``vast`` or ``mobiel``, of Ghapro alone; ``bij`` is
``begeleiding_of_doorverwijzing`` for what was asked where a client was guided or referred; ``met``
is the partner with whom a doctor's consultation or a swab test was done.
``aard`` only follows ``type`` where the format has one (outreachmoment, maatschappelijk_herstel).
``websitestatistiek`` has ``unieke_bezoekers`` per month only, since they do not add up.

How the indicators of line 1 come out of the cells (``organisation`` is the event's):

* IND-1-01 clienten {branche}, per organisation; never added up over organisations (A19).
* IND-1-02 contacten {soort=medisch}; IND-1-03 contacten {soort=psychosociaal};
  by branch ``{branche soort}``, by place ``{plaats soort}``, by month ``{maand soort}``.
* IND-1-04, 1.1-05, 1.2-06, 1.3-05 begeleidingen {} and doorverwijzingen {} (and their sum),
  by target ``{doorverwijzing}``, by branch ``{branche}``, by theme hulpvragen
  {bij=begeleiding_of_doorverwijzing hulpvraag}.
* IND-1.1-01 (GHAPRO), 1.2-05 (BOYS), 1.3-01 (FREECLINIC) clienten {} and each breakdown.
* IND-1.1-02, 1.2-04, 1.3-02 contacten {} and {aard}, by kind ``{aard soort}``, by place
  ``{plaats}``.
* IND-1.1-03 contacten {aard=consultatie plaats=vast}; IND-1.1-04 {aard=consultatie plaats=mobiel};
  by branch and month ``{branche consultatie}``, ``{consultatie maand}``.
* IND-1.1-06, 1.2-07, 1.3-04 samenwerkingscontacten {} and {aard}, {partner}.
* IND-1.2-01 activiteiten {type=dropin}, {type=vormingsmoment}; who was there bereik {type}.
* IND-1.2-02 activiteiten {type=internetpermanentie}, {type=online_sessie}.
* IND-1.2-03 activiteiten {type=outreachmoment}, by scene ``{type aard}``.
* IND-1.2-08 activiteiten {type=doktersconsultatie}, {type=swab2know}, by partner ``{met type}``.
* IND-1.2-09 websitestatistiek, ``site`` boysproject or info4escorts.
* IND-1.3-03 activiteiten {type=maatschappelijk_herstel}, by ``aard``.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from registry.counts.rules import cells
from registry.counts.rules.cells import CATEGORIES, Key
from registry.minimum_format.rules import codes
from registry.minimum_format.rules.records import Activity, Client, Contact, Rows


@dataclass(frozen=True, slots=True)
class Count:
    """A number, and the persons behind it.

    ``persons`` are client codes; each anonymous contact and each single act stands for a person
    of its own, since nobody can tell.
    """

    value: int = 0
    persons: frozenset[str] = frozenset()

    def __add__(self, other: "Count") -> "Count":
        return Count(self.value + other.value, self.persons | other.persons)


Counts = Mapping[Key, Count]


class _Tally:
    def __init__(self) -> None:
        self._values: dict[Key, int] = {}
        self._persons: dict[Key, set[str]] = {}

    def add(self, key: Key, value: int = 1, persons: Iterable[str] = ()) -> None:
        self._values[key] = self._values.get(key, 0) + value
        self._persons.setdefault(key, set()).update(persons)

    def counts(self) -> dict[Key, Count]:
        return {
            key: Count(value, frozenset(self._persons[key])) for key, value in self._values.items()
        }


CLIENT_DIMENSIONS: Mapping[str, Callable[[Client], str]] = {
    cells.BRANCHE: lambda client: client.branche_hoofd,
    cells.GENDER: lambda client: client.gender,
    cells.LEEFTIJD: lambda client: client.geboortejaar_klasse,
    cells.NATIONALITEIT: lambda client: client.nationaliteitsgroep,
    cells.EERSTE_CONTACT: lambda client: client.eerste_contact,
}


def aggregate(rows: Rows, months: Iterable[str]) -> dict[Key, Count]:
    """Every cell of a period with these months, not yet fit to be shown to anybody."""
    months = tuple(months)
    tally = _Tally()
    _zeros(tally, months)
    clients = {client.client_code: client for client in rows.clienten}
    _count_clients(tally, clients, rows.contacten)
    for nr, contact in enumerate(rows.contacten):
        _count_contact(tally, contact, clients, nr)
    for nr, activity in enumerate(rows.activiteiten):
        _count_activity(tally, activity, nr)
    return tally.counts()


def _zeros(tally: _Tally, months: tuple[str, ...]) -> None:
    """Zero for everything that did not happen: a zero is a figure too."""
    for line in cells.LINES:
        tally.add(line.total, 0)
        for category in cells.categories(line, months):
            tally.add(line.key(category), 0)
    for grid in cells.GRIDS:
        for row in cells.categories(grid.rows, months):
            for column in CATEGORIES[grid.columns.dimension]:
                tally.add(grid.key(row, column), 0)
    for act in (*codes.MOMENTEN, *codes.HANDELINGEN):
        tally.add(cells.months_of(act).total, 0)
    for moment in codes.MOMENTEN:
        tally.add(cells.attendance(moment), 0)
    tally.add(Key(cells.SAMENWERKINGSCONTACTEN), 0)


def _count_clients(
    tally: _Tally, clients: Mapping[str, Client], contacts: Iterable[Contact]
) -> None:
    reached: set[str] = set()
    guided: set[str] = set()
    for contact in contacts:
        code = contact.client_code
        if code is not None and code in clients:
            reached.add(code)
            if contact.begeleiding_status is not None:
                guided.add(code)
    for code in reached:
        client = clients[code]
        whole = Key(cells.CLIENTEN)
        tally.add(whole, 1, [code])
        for dimension, value in CLIENT_DIMENSIONS.items():
            tally.add(whole.where(dimension, value(client)), 1, [code])
        branch = whole.where(cells.BRANCHE, client.branche_hoofd)
        tally.add(branch.where(cells.GENDER, client.gender), 1, [code])
    for code in guided:
        whole = Key(cells.BEGELEIDINGEN)
        tally.add(whole, 1, [code])
        tally.add(whole.where(cells.BRANCHE, clients[code].branche_hoofd), 1, [code])


def _count_contact(tally: _Tally, contact: Contact, clients: Mapping[str, Client], nr: int) -> None:
    client = clients.get(contact.client_code) if contact.client_code else None
    person = [client.client_code if client else f" anoniem {nr}"]
    branch = client.branche_hoofd if client else "onbekend"
    for key in _keys_of_contact(contact.soort, contact.aard, contact.plaats, branch, contact.maand):
        tally.add(key, 1, person)
    asked = Key(cells.HULPVRAGEN)
    for request in contact.hulpvraag:
        by_request = asked.where(cells.HULPVRAAG, request)
        for key in (asked, by_request, by_request.where(cells.BIJ, asked_at(contact))):
            tally.add(key, 1, person)
    if contact.doorverwijzing_soort is not None:
        referrals = Key(cells.DOORVERWIJZINGEN)
        target = shown_target(contact.doorverwijzing_soort)
        tally.add(referrals, 1, person)
        tally.add(referrals.where(cells.DOORVERWIJZING, target), 1, person)
        tally.add(referrals.where(cells.BRANCHE, branch), 1, person)


@lru_cache(4096)
def _keys_of_contact(
    kind: str, nature: str, place: str, branch: str, month: str
) -> tuple[Key, ...]:
    """The cells that count a contact with these codes; most have them in common with others."""
    whole = Key(cells.CONTACTEN)
    by_place = whole.where(cells.PLAATS, place)
    by_nature = whole.where(cells.AARD, nature)
    by_branch = whole.where(cells.BRANCHE, branch)
    by_month = whole.where(cells.MAAND, month)
    consultation = cells.consultation(nature, place)
    return (
        whole,
        whole.where(cells.SOORT, kind),
        by_place,
        by_nature,
        by_branch,
        by_month,
        by_place.where(cells.SOORT, kind),
        by_place.where(cells.AARD, nature),
        by_nature.where(cells.SOORT, kind),
        by_branch.where(cells.SOORT, kind),
        by_month.where(cells.SOORT, kind),
        by_branch.where(cells.CONSULTATIE, consultation),
        by_month.where(cells.CONSULTATIE, consultation),
    )


def asked_at(contact: Contact) -> str:
    """Whether somebody asked where they were guided or referred."""
    if contact.doorverwijzing_soort is not None or contact.begeleiding_status is not None:
        return cells.INDIVIDUAL
    return cells.OTHER_CONTACT


def shown_target(target: str) -> str:
    """A referral to a centre for trafficking victims is nowhere told apart."""
    return "andere" if target == codes.CENTRUM_MENSENHANDEL else target


def _count_activity(tally: _Tally, activity: Activity, nr: int) -> None:
    if activity.type == codes.SAMENWERKING:
        _count_cooperation(tally, activity)
    elif activity.type.startswith(codes.WEBSITE):
        _count_website(tally, activity)
    else:
        whole = cells.months_of(activity.type).total
        persons = (
            [f" {nr} {each}" for each in range(min(activity.aantal, ENOUGH))]
            if activity.type in codes.HANDELINGEN
            else []
        )
        tally.add(whole, activity.aantal, persons)
        tally.add(whole.where(cells.MAAND, activity.maand), activity.aantal, persons)
        if activity.type in codes.PARTNER_VAN_TYPE:
            partner = activity.partner_soort or cells.ALONE
            tally.add(whole.where(cells.MET, partner), activity.aantal, persons)
        if activity.bereik:
            there = [f" {nr} {each}" for each in range(min(activity.bereik, ENOUGH))]
            tally.add(cells.attendance(activity.type), activity.bereik, there)
        if activity.aard in codes.AARD_VAN_TYPE.get(activity.type, ()):
            tally.add(whole.where(cells.AARD, activity.aard), activity.aantal)


ENOUGH = 1000
"""More persons than any threshold asks for; a larger count of acts needs no more of them."""


def _count_cooperation(tally: _Tally, activity: Activity) -> None:
    whole = Key(cells.SAMENWERKINGSCONTACTEN)
    tally.add(whole, activity.aantal)
    tally.add(whole.where(cells.MAAND, activity.maand), activity.aantal)
    by_nature = whole.where(cells.AARD, activity.aard) if activity.aard else None
    if by_nature:
        tally.add(by_nature, activity.aantal)
    if activity.partner_soort:
        tally.add(whole.where(cells.PARTNER, activity.partner_soort), activity.aantal)
    if by_nature and activity.partner_soort:
        tally.add(by_nature.where(cells.PARTNER, activity.partner_soort), activity.aantal)


def _count_website(tally: _Tally, activity: Activity) -> None:
    site = activity.type.removeprefix(codes.WEBSITE)
    measure, _, language = (activity.aard or "bezoeken").partition("bezoeken_")
    if language:
        measure = "bezoeken"
    key = Key.of(cells.WEBSITESTATISTIEK, {cells.SITE: site, cells.MAAT: measure})
    if language:
        tally.add(key.where(cells.TAAL, language), activity.aantal)
        return
    tally.add(key.where(cells.MAAND, activity.maand), activity.aantal)
    if measure != "unieke_bezoekers":
        tally.add(key, activity.aantal)
