"""Judges of what is published as open data: the official shapes of DCAT-AP 3 with ``pyshacl``, and
``sdmx1``, a reader of SDMX that statistical offices use.

Both from PyPI; the shapes are data, their source is in ``vendor/dcat-ap``. The shapes of DCAT-AP
Vlaanderen itself, which builds on DCAT-AP, were not at hand.
"""

import csv
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pyshacl
import pytest
import sdmx
from rdflib import Graph, Namespace, URIRef
from sdmx.model import common, v30

from reporting.report_register.rules.formats import Format
from reporting.reports.render_package import RECORD, as_package
from reporting.reports.render_tables import as_csv, as_sdmx
from reporting.reports.rules.edition import Edition
from reporting.settings import ReportingSettings

from .support.report import edition

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
SHAPES = Path(__file__).parent / "vendor" / "dcat-ap" / "dcat_ap_shacl.jsonld"
PUBLISHED = "https://data.stad.example/krachtlijn/plan_jaar-2026/dcat.jsonld"
DCAT, RESULT = Namespace("http://www.w3.org/ns/dcat#"), Namespace("http://www.w3.org/ns/shacl#")

DIMENSIONS = ("FREQ", "TABLE", "ROW", "MEASURE", "TIME_PERIOD")
ATTRIBUTES = ("OBS_STATUS", "CONF_STATUS", "COMMENT_OBS")
CL_FREQ = set("AHDSQMWIBN")
"""SDMX's cross-domain code list of frequencies, version 2.0."""
CL_OBS_STATUS = set("ABDEFGHIJKLMNOPQSUVW")
"""SDMX's cross-domain code list of the status of an observation, version 2.2."""
CL_CONF_STATUS = set("ACDFGMNST")
"""SDMX's cross-domain code list of confidentiality, version 1.2."""


def record(of: Edition) -> dict[str, Any]:
    package = as_package(
        of, {Format.CSV: as_csv(of), Format.SDMX: as_sdmx(of)}, ReportingSettings()
    )
    with zipfile.ZipFile(io.BytesIO(package)) as files:
        loaded: dict[str, Any] = json.loads(files.read(RECORD))
        for each in loaded["dcat:distribution"]:
            assert each["dct:title"] in files.namelist()
        return loaded


def complaints(written: dict[str, Any]) -> list[tuple[str, str]]:
    data = Graph().parse(data=json.dumps(written), format="json-ld", publicID=PUBLISHED)
    shapes = Graph().parse(SHAPES, format="json-ld")
    _, found, _ = pyshacl.validate(data, shacl_graph=shapes, inference="rdfs")
    return sorted(
        (
            str(found.value(node, RESULT.resultPath)),
            str(found.value(node, RESULT.resultMessage))[:80],
        )
        for node in found.subjects(RESULT.resultSeverity)
    )


def test_the_record_fits_the_official_shapes() -> None:
    assert complaints(record(edition())) == []


@pytest.mark.parametrize("lacking", ["dct:title", "dct:description"])
def test_the_shapes_miss_what_a_data_set_must_say(lacking: str) -> None:
    """The judge above is one that can say no."""
    written = record(edition())
    del written[lacking]
    assert complaints(written)


def test_a_file_is_named_by_its_place_beside_the_record() -> None:
    data = Graph().parse(data=json.dumps(record(edition())), format="json-ld", publicID=PUBLISHED)
    beside = PUBLISHED.rpartition("/")[0]
    named = {f"{beside}/{edition().name(each)}" for each in (Format.CSV, Format.SDMX)}
    for way in (DCAT.accessURL, DCAT.downloadURL):
        assert set(data.objects(predicate=way)) == {URIRef(each) for each in named}


def dataflow() -> v30.Dataflow:
    structure = v30.DataStructureDefinition(id="KRACHTLIJN")
    for name in DIMENSIONS:
        kind = common.TimeDimension if name == "TIME_PERIOD" else common.Dimension
        structure.dimensions.append(kind(id=name))
    structure.measures.append(v30.Measure(id="OBS_VALUE"))
    for name in ATTRIBUTES:
        structure.attributes.append(common.DataAttribute(id=name))
    return v30.Dataflow(id="KRACHTLIJN", structure=structure)


def test_another_reader_finds_every_figure_in_sdmx_csv(tmp_path: Path) -> None:
    file = tmp_path / "report.csv"
    file.write_bytes(as_sdmx(edition()))
    message = sdmx.read_sdmx(file, structure=dataflow())
    (told,) = message.data
    figures = {
        (obs.key["ROW"].value, obs.key["TIME_PERIOD"].value): (
            obs.value,
            *(obs.attached_attribute[name].value for name in ("OBS_STATUS", "CONF_STATUS")),
        )
        for obs in told.obs
    }
    assert figures == {
        ("TOTAAL.CONTROLES", "2026"): ("9", "A", "F"),
        ("TOTAAL.CONTROLES", "2025"): ("7", "P", "F"),
        ("SUM_A1_X.PERSONEN", "2026"): ("", "Q", "C"),
        ("SUM_A1_X.PERSONEN", "2025"): ("", "O", "F"),
        ("CLIENTEN_ANDERE.PERSONEN", "2026"): ("120", "A", "F"),
        ("CLIENTEN_ANDERE.PERSONEN", "2025"): ("", "M", "F"),
    }
    for obs in told.obs:
        assert obs.key["FREQ"].value in CL_FREQ
        assert obs.attached_attribute["OBS_STATUS"].value in CL_OBS_STATUS
        assert obs.attached_attribute["CONF_STATUS"].value in CL_CONF_STATUS


def test_the_reader_refuses_what_is_no_sdmx_csv(tmp_path: Path) -> None:
    """The judge above is one that can say no."""
    file = tmp_path / "report.csv"
    file.write_bytes(as_csv(edition()))
    with pytest.raises(Exception, match="SDMX-CSV"):
        sdmx.read_sdmx(file, structure=dataflow())


@pytest.mark.parametrize(
    ("kind", "period", "written"),
    [
        ("plan_jaar", "2026", "2026"),
        ("plan_halfjaar", "2026-H1", "2026-S1"),
        ("plan_jaar", "2016-2018", "2016-01-01/P3Y"),
    ],
)
def test_a_period_is_written_as_sdmx_writes_it(kind: str, period: str, written: str) -> None:
    """Gregorian year, reporting half-year, and a range of time (SDMX 3.0, section 6)."""
    rows = list(csv.DictReader(io.StringIO(as_sdmx(edition(kind, period)).decode())))
    assert written in {row["TIME_PERIOD"] for row in rows}
    assert all(re.fullmatch(r"\d{4}(-S[12]|-01-01/P\dY)?", row["TIME_PERIOD"]) for row in rows)
