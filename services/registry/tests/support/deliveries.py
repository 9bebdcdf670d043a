"""Deliveries made by code: synthetic clients of synthetic organisations."""

import csv
import io
import random
from dataclasses import dataclass, field, replace
from typing import Any

import xlsxwriter

from registry.minimum_format.rules import codes
from registry.minimum_format.rules.columns import TableName
from registry.validation.rules.validate import Sheet

CLIENT = [
    "client_code",
    "geboortejaar_klasse",
    "gender",
    "nationaliteitsgroep",
    "branche_hoofd",
    "eerste_contact",
]
CONTACT = [
    "client_code",
    "maand",
    "soort",
    "aard",
    "plaats",
    "hulpvraag",
    "doorverwijzing_soort",
    "begeleiding_status",
]
ACTIVITY = ["maand", "type", "aard", "partner_soort", "aantal", "bereik"]
HEADERS = {
    TableName.CLIENTEN: CLIENT,
    TableName.CONTACTEN: CONTACT,
    TableName.ACTIVITEITEN: ACTIVITY,
}


def client(code: str, branche: str = "raam", gender: str = "vrouw", **more: str) -> dict[str, str]:
    return {
        "client_code": code,
        "geboortejaar_klasse": "25-29",
        "gender": gender,
        "nationaliteitsgroep": "EU-oost",
        "branche_hoofd": branche,
        "eerste_contact": "gekend",
    } | more


def contact(code: str = "", maand: str = "2025-03", **more: str) -> dict[str, str]:
    return {
        "client_code": code,
        "maand": maand,
        "soort": "medisch",
        "aard": "consultatie",
        "plaats": "vast",
    } | more


def activity(type_: str, aantal: int, maand: str = "2025-03", **more: str) -> dict[str, str]:
    return {"maand": maand, "type": type_, "aantal": str(aantal)} | more


@dataclass
class Tables:
    """A delivery as its rows would be typed."""

    clienten: list[dict[str, str]] = field(default_factory=list)
    contacten: list[dict[str, str]] = field(default_factory=list)
    activiteiten: list[dict[str, str]] = field(default_factory=list)

    def rows(self, table: TableName) -> list[dict[str, str]]:
        found: list[dict[str, str]] = getattr(self, table)
        return found

    def grid(self, table: TableName) -> list[list[str]]:
        rows = self.rows(table)
        header = [*HEADERS[table]]
        header += [name for row in rows for name in row if name not in header]
        header = [*dict.fromkeys(header)]
        return [header, *([row.get(name, "") for name in header] for row in rows)]

    def csv(self, encoding: str = "utf-8", delimiter: str = ";") -> dict[str, bytes]:
        return {
            table.value: write_csv(self.grid(table), encoding, delimiter) for table in TableName
        }

    def workbook(self) -> dict[str, bytes]:
        return {"werkboek": write_workbook({t.value: self.grid(t) for t in TableName})}

    def sheets(self) -> dict[TableName, Sheet]:
        return {table: sheet(self.grid(table)) for table in TableName}

    def changed(self, **tables: Any) -> "Tables":
        return replace(self, **tables)


def sheet(grid: list[list[str]]) -> Sheet:
    return Sheet(
        tuple(grid[0]), tuple((nr, tuple(row)) for nr, row in enumerate(grid[1:], start=2))
    )


def write_csv(grid: list[list[str]], encoding: str = "utf-8", delimiter: str = ";") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(grid)
    return text.getvalue().encode(encoding)


def write_workbook(sheets: dict[str, list[list[Any]]]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        for name, grid in sheets.items():
            page = book.add_worksheet(name)
            for nr, row in enumerate(grid):
                page.write_row(nr, 0, row)
    return buffer.getvalue()


def of_branches(counts: dict[str, int], maand: str = "2025-03", start: int = 0) -> Tables:
    """So many clients per branch, each with one contact."""
    tables = Tables()
    for branche, number in counts.items():
        for nr in range(number):
            code = f"{branche}-{start + nr}"
            tables.clienten.append(client(code, branche))
            tables.contacten.append(contact(code, maand))
    return tables


def uneven(seed: int, clients: int) -> Tables:
    """A year in which most belong to few groups, and many come in one half only."""
    dice = random.Random(seed)
    tables = Tables()
    ages, origins = [*codes.LEEFTIJD][1:], [*codes.NATIONALITEIT]
    natures = ["consultatie", "consultatie", "informatie", "crisis", "individuele_begeleiding"]
    few = [*codes.BRANCHE][: dice.randint(2, 6)]
    for nr in range(clients):
        code = f"c{nr:04}"
        tables.clienten.append(
            client(
                code,
                few[min(len(few) - 1, int(dice.expovariate(1)))],
                dice.choices(["vrouw", "man", "trans_vrouw"], [80, 15, 5])[0],
                geboortejaar_klasse=ages[min(len(ages) - 1, int(dice.expovariate(0.7)))],
                nationaliteitsgroep=origins[min(len(origins) - 1, int(dice.expovariate(0.7)))],
                eerste_contact=dice.choice(["nieuw", "gekend"]),
            )
        )
        months = dice.choices([range(1, 7), range(7, 13), range(1, 13)], [20, 20, 60])[0]
        for _ in range(1 + int(dice.expovariate(0.4))):
            row = contact(
                code,
                f"2025-{dice.choice(months):02}",
                soort=dice.choices([*codes.SOORT], [70, 30])[0],
                aard=dice.choice(natures),
                plaats=dice.choices(["vast", "mobiel", "drop_in"], [60, 30, 10])[0],
            )
            if dice.random() < 0.1:
                row["doorverwijzing_soort"] = dice.choice([*codes.DOORVERWIJZING][:4])
            if dice.random() < 0.1:
                row["begeleiding_status"] = "lopend"
            row["hulpvraag"] = dice.choice(["", "mentaal", "middelen|mentaal", "huisvesting"])
            tables.contacten.append(row)
    tables.activiteiten = [
        activity("swab2know", dice.randint(1, 9), f"2025-{month:02}", partner_soort="ITG")
        for month in range(1, 13, dice.randint(1, 4))
    ]
    return tables


def yearly(seed: int = 1, clients: int = 300, year: int = 2025) -> Tables:
    """A year of a larger organisation: every column used, some groups small."""
    dice = random.Random(seed)
    tables = Tables()
    branches, weights = [*codes.BRANCHE], [40, 10, 2, 15, 12, 8, 2, 3, 2, 4]
    for nr in range(clients):
        code = f"c{nr:04}"
        tables.clienten.append(
            client(
                code,
                dice.choices(branches, weights)[0],
                dice.choices([*codes.GENDER], [80, 8, 6, 1, 1, 2])[0],
                geboortejaar_klasse=dice.choice([*codes.LEEFTIJD][1:]),
                nationaliteitsgroep=dice.choice([*codes.NATIONALITEIT]),
                eerste_contact=dice.choice(["nieuw", "gekend"]),
            )
        )
        for _ in range(dice.randint(1, 6)):
            row = contact(
                code,
                f"{year}-{dice.randint(1, 12):02}",
                soort=dice.choice([*codes.SOORT]),
                plaats=dice.choices([*codes.PLAATS], [40, 10, 5, 5, 5, 30, 5])[0],
            )
            if dice.random() < 0.2:
                row["doorverwijzing_soort"] = dice.choice([*codes.DOORVERWIJZING])
            if dice.random() < 0.1:
                row["begeleiding_status"] = "lopend"
            row["hulpvraag"] = "|".join(dice.sample([*codes.HULPVRAAG][:5], dice.randint(0, 2)))
            tables.contacten.append(row)
    for month in range(1, 13):
        maand = f"{year}-{month:02}"
        tables.activiteiten += [
            activity("dropin", dice.randint(1, 5), maand, bereik="12"),
            activity("swab2know", dice.randint(1, 12), maand, partner_soort="ITG"),
            activity("doktersconsultatie", dice.randint(5, 12), maand),
            activity("outreachmoment", 2, maand, aard="straat"),
            activity(
                "samenwerkingscontact", 3, maand, aard="casusoverleg", partner_soort="stad/OCMW"
            ),
            activity("website_boysproject", 400 + month, maand, aard="bezoeken"),
        ]
    return tables
