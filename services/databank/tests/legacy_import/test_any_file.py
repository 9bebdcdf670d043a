"""Whatever stands in a file of an older database: each row is a record or has reasons."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from databank.legacy_import.rules import csv_lines
from databank.legacy_import.rules.facts import LegacyRecord
from databank.legacy_import.rules.rows import Source

from ..support.legacy_exports import CARD, FIELDS, HEADER, SECOND, a_line, dump, read, workbook

BYTES = st.lists(
    st.one_of(
        st.just(a_line(Opmerking="")),
        st.sampled_from(list(FIELDS)).map(lambda name: a_line(**{name: "\x81", "Opmerking": ""})),
        st.text(st.characters(codec="latin-1", exclude_characters='\r\n"'), max_size=40),
    ),
    max_size=12,
)


@given(BYTES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_stands_in_a_file_every_line_is_a_record_or_has_reasons(
    tmp_path: Path, lines: list[str]
) -> None:
    path = tmp_path / "any.csv"
    path.write_bytes("\n".join((HEADER, *lines)).encode("latin-1"))
    found = read(Source.EXPERT, path)
    told = [line for line in lines if any(part.strip() for part in line.split(";"))]
    assert len(found) == len(told)
    for _, parsed in found:
        assert isinstance(parsed, LegacyRecord) or parsed.reasons
    assert csv_lines.encoding(path) in ("utf-8", "cp1252")


NAMES = (
    "dossier inrichting personen waarnemingen op bron vorm rol cat nota doc n l s naam voornamen"
    " geboren volgnr adres opgemaakt"
)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(NAMES.split()),
            inner,
            max_size=6,
        )
    ),
    max_leaves=20,
)


@given(st.lists(JSON, max_size=6))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_stands_in_a_dump_every_dossier_is_rows_with_a_record_or_reasons(
    tmp_path: Path, dossiers: list[Any]
) -> None:
    found = read(Source.VERBORGEN, dump(tmp_path / "any.jsonl", *map(json.dumps, dossiers)))
    assert len(found) >= len(dossiers)
    for _, parsed in found:
        assert isinstance(parsed, LegacyRecord) or parsed.reasons


CELL = st.one_of(
    st.sampled_from([*map(str, CARD.values()), *SECOND.values(), "Branche", "straat", "Nota"]),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.dates(date(1950, 1, 1), date(2040, 1, 1)),
    st.text(st.characters(codec="utf-8", min_codepoint=32), max_size=12),
)


@given(st.dictionaries(st.tuples(st.integers(1, 30), st.sampled_from("ABCDEFGH")), CELL))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_stands_in_a_workbook_every_card_is_a_record_or_has_reasons(
    tmp_path: Path, cells: dict[tuple[int, str], Any]
) -> None:
    named = {f"{column}{line}": value for (line, column), value in cells.items()}
    path = workbook(tmp_path / "any.xlsx", {"A40": "Gegevensfiche nr. F-1"} | named)
    titles = sum(str(value).startswith(("GEGEVENSFICHE", "Gegevensf")) for value in named.values())
    found = read(Source.FICHES, path)
    assert 1 <= len(found) <= titles + 1
    for _, parsed in found:
        assert isinstance(parsed, LegacyRecord) or parsed.reasons
