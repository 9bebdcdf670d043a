"""Checks across cells: doubles, references, and combinations that cannot be."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple
from typing import Any

from chassis.messages import LazyMessage, lazy
from registry.minimum_format.rules import codes
from registry.minimum_format.rules.columns import CLIENT_CODE, Agreements, TableName
from registry.minimum_format.rules.records import Rows
from registry.validation.rules.findings import ErrorKind, Finding, Question

ParsedRows = Sequence[tuple[int, Mapping[str, Any]]]
"""Rows with their number in the file and the values of their cells."""

DEVIATION = 0.4
"""The fraction by which a total may differ from the year before without a question."""
FEW = 10
"""Totals below this number differ too easily to ask about."""
SAME_CONTACTS = 5
"""So many identical contacts of one client in one month are asked about."""
FAR = ("online", "telefoon")


def clients(rows: ParsedRows, agreements: Agreements) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for number, row in rows:
        code = row[CLIENT_CODE]
        if code in first:
            reason = lazy(
                "Deze cliënt staat al op rij %(row)s. Eén rij per cliënt.", row=first[code]
            )
            yield Finding(TableName.CLIENTEN, number, CLIENT_CODE, reason, ErrorKind.DOUBLE_ROW)
        first.setdefault(code, number)
        if row["geboortejaar_klasse"] == "onder_18" and not agreements.minors:
            reason = lazy(
                "Cliënten onder 18 jaar lever je alleen op met een protocol voor minderjarigen."
            )
            yield Finding(
                TableName.CLIENTEN, number, "geboortejaar_klasse", reason, ErrorKind.MINOR
            )


def contacts(rows: ParsedRows, known: frozenset[str]) -> Iterator[Finding]:
    for number, row in rows:
        for column, reason in _impossible(row):
            yield Finding(TableName.CONTACTEN, number, column, reason, ErrorKind.COMBINATION)
        code = row.get(CLIENT_CODE)
        if code is not None and code not in known:
            reason = lazy("Deze code staat niet in de tabel clienten.")
            yield Finding(
                TableName.CONTACTEN, number, CLIENT_CODE, reason, ErrorKind.UNKNOWN_CLIENT
            )


def _impossible(row: Mapping[str, Any]) -> Iterator[tuple[str, LazyMessage]]:
    nature, place = row["aard"], row["plaats"]
    if nature == "groep":
        if place == "mobiel":
            yield "plaats", lazy("Een groep bij de mobiele equipe kan niet.")
        if "doorverwijzing_soort" in row:
            yield (
                "doorverwijzing_soort",
                lazy("Een doorverwijzing hoort bij één persoon, niet bij een groep."),
            )
        if "begeleiding_status" in row:
            yield (
                "begeleiding_status",
                lazy("Een begeleiding hoort bij één persoon, niet bij een groep."),
            )
    if nature in ("vaccinatie", "materiaal") and place in FAR:
        yield "plaats", lazy("Dit kan niet online of aan de telefoon.")
    if "begeleiding_status" in row and CLIENT_CODE not in row:
        yield CLIENT_CODE, lazy("Een begeleiding heeft een cliënt. Vul de code van de cliënt in.")


def activities(rows: ParsedRows) -> Iterator[Finding]:
    first: dict[tuple[Any, ...], int] = {}
    for number, row in rows:
        for column, reason in _activity(row):
            yield Finding(TableName.ACTIVITEITEN, number, column, reason, ErrorKind.COMBINATION)
        key = tuple(row.get(name) for name in ("maand", "type", "aard", "partner_soort"))
        if key in first:
            reason = lazy(
                "Dit staat al op rij %(row)s. Tel beide samen in één rij.", row=first[key]
            )
            yield Finding(TableName.ACTIVITEITEN, number, "type", reason, ErrorKind.DOUBLE_ROW)
        first.setdefault(key, number)


def _activity(row: Mapping[str, Any]) -> Iterator[tuple[str, LazyMessage]]:
    kind, nature = row["type"], row.get("aard")
    natures = codes.AARD_VAN_TYPE.get(kind, ())
    if nature is not None and nature not in natures:
        yield (
            "aard",
            (
                lazy("Bij dit type kies je uit: %(codes)s.", codes=", ".join(natures))
                if natures
                else lazy("Dit type heeft geen aard. Laat dit veld leeg.")
            ),
        )
    if nature is None and (kind.startswith(codes.WEBSITE) or kind == codes.SAMENWERKING):
        yield (
            "aard",
            lazy("Dit veld is hier verplicht. Kies uit: %(codes)s.", codes=", ".join(natures)),
        )
    if kind == codes.SAMENWERKING and "partner_soort" not in row:
        yield "partner_soort", lazy("Vul bij een samenwerkingscontact de soort partner in.")
    partners = codes.PARTNER_VAN_TYPE.get(kind, ())
    if "partner_soort" in row and row["partner_soort"] not in partners:
        yield (
            "partner_soort",
            (
                lazy("Bij dit type kies je uit: %(codes)s.", codes=", ".join(partners))
                if partners
                else lazy("Een partner hoort niet bij dit type. Laat dit veld leeg.")
            ),
        )
    if kind not in codes.MOMENTEN and "bereik" in row:
        yield "bereik", lazy("Bij dit type tel je geen aanwezigen. Laat dit veld leeg.")


def questions(rows: Rows, previous: Mapping[str, int]) -> Iterator[Question]:
    yield from _nobody(rows)
    seen = {contact.client_code for contact in rows.contacten}
    without = sum(1 for client in rows.clienten if client.client_code not in seen)
    if without:
        yield Question(
            TableName.CLIENTEN,
            lazy(
                "%(count)s cliënten hebben geen contact in deze periode en tellen niet mee."
                " Klopt dat?",
                count=without,
            ),
        )
    yield from _same_contacts(rows)
    yield from _deviations(rows, previous)


def _nobody(rows: Rows) -> Iterator[Question]:
    """An empty delivery is no error: a service may have been closed."""
    if rows.clienten or rows.contacten:
        return
    if rows.activiteiten:
        text = lazy(
            "Er zijn geen cliënten en geen contacten. Klopt het dat er niemand geholpen is?"
        )
    else:
        text = lazy("De oplevering is leeg: geen enkele rij. Klopt het dat er niets te tellen was?")
    yield Question(TableName.CLIENTEN, text)


def _same_contacts(rows: Rows) -> Iterator[Question]:
    known = Counter(astuple(contact) for contact in rows.contacten if contact.client_code)
    often = sum(1 for count in known.values() if count >= SAME_CONTACTS)
    if often:
        yield Question(
            TableName.CONTACTEN,
            lazy(
                "%(count)s keer staat hetzelfde contact van een cliënt er %(least)s keer of meer."
                " Is dat geen dubbel?",
                count=often,
                least=SAME_CONTACTS,
            ),
        )


def totals(rows: Rows) -> dict[str, int]:
    """The totals that are compared from year to year, by a name that people read."""
    clients = {contact.client_code for contact in rows.contacten if contact.client_code}
    by_name = Counter({"clienten": len(clients), "contacten": len(rows.contacten)})
    for activity in rows.activiteiten:
        if not activity.type.startswith(codes.WEBSITE):
            by_name[activity.type] += activity.aantal
    return dict(by_name)


def _deviations(rows: Rows, previous: Mapping[str, int]) -> Iterator[Question]:
    now = totals(rows)
    for name, before in previous.items():
        after = now.get(name, 0)
        if before >= FEW and abs(after - before) > DEVIATION * before:
            table = TableName(name) if name in _TABLES else TableName.ACTIVITEITEN
            yield Question(
                table,
                lazy(
                    "%(name)s: nu %(after)s, een jaar eerder %(before)s. Dat verschilt meer dan"
                    " %(share)s. Klopt dat?",
                    name=name,
                    after=after,
                    before=before,
                    share=f"{DEVIATION:.0%}".replace("%", " %"),
                ),
            )


_TABLES: Iterable[str] = frozenset(TableName)
