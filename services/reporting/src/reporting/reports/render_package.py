"""Render the package for the public: every file of a report, and its DCAT record."""

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from chassis.days import city_day
from reporting.periods.rules import Period
from reporting.report_content.rules.canonical import digest
from reporting.report_register.rules.formats import MEDIA_TYPE, Format
from reporting.reports.illustrate import illustrate
from reporting.reports.rules.edition import Edition
from reporting.settings import ReportingSettings

RECORD = "dcat.jsonld"
PICTURE = "image/svg+xml"
AUTHORITY = "http://publications.europa.eu/resource/authority"
MEDIA_TYPES = "https://www.iana.org/assignments/media-types"
SDMX_CSV = "https://github.com/sdmx-twg/sdmx-csv"


def as_package(
    edition: Edition, rendered: Mapping[Format, bytes], settings: ReportingSettings
) -> bytes:
    """A zip of which the same content gives the same bytes: the files, and each picture as one.

    Blocking: run it in a thread.
    """
    out = io.BytesIO()
    files = {edition.name(format_): content for format_, content in rendered.items()}
    files |= {
        edition.picture_name(code): svg.encode()
        for code, (svg, _) in illustrate(edition.report).items()
    }
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        record = dcat(edition, files, settings)
        text = json.dumps(record, ensure_ascii=False, indent=2, sort_keys=True)
        for name, content in ({RECORD: text.encode()} | files).items():
            day = edition.report.as_of
            entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, content)
    return out.getvalue()


def dcat(
    edition: Edition, files: Mapping[str, bytes], settings: ReportingSettings
) -> dict[str, Any]:
    """The record of the data set and its files, in JSON-LD, as the shapes of DCAT-AP 3 want it.

    A file is named by its place beside the record, wherever the package is laid. What stands in
    lists of others (a language, a media type) has its class beside it, since a reader of the record
    alone cannot look it up.
    """
    report = edition.report
    period = Period.parse(report.period)
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "owl": "http://www.w3.org/2002/07/owl#",
            "spdx": "http://spdx.org/rdf/terms#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@type": "dcat:Dataset",
        "dct:identifier": f"{report.kind}-{report.period}",
        "dct:title": {"@language": "nl", "@value": report.title},
        "dct:description": {"@language": "nl", "@value": edition.kind.basis},
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": settings.publisher},
        "dct:issued": _day(city_day(report.as_of)),
        "dct:language": _of(f"{AUTHORITY}/language/NLD", "dct:LinguisticSystem"),
        "dct:accessRights": _of(f"{AUTHORITY}/access-right/PUBLIC", "dct:RightsStatement"),
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": _day(period.first),
            "dcat:endDate": _day(period.last),
        },
        "owl:versionInfo": str(edition.version),
        "dcat:distribution": [
            {
                "@type": "dcat:Distribution",
                "dct:title": name,
                "dcat:accessURL": {"@id": quote(name)},
                "dcat:downloadURL": {"@id": quote(name)},
                "dct:license": _of(settings.licence, "dct:LicenseDocument"),
                **_format(edition, name),
                "dcat:byteSize": _value("nonNegativeInteger", len(content)),
                "spdx:checksum": {
                    "@type": "spdx:Checksum",
                    "spdx:algorithm": _of(
                        "spdx:checksumAlgorithm_sha256", "spdx:ChecksumAlgorithm"
                    ),
                    "spdx:checksumValue": _value("hexBinary", digest(content)),
                },
            }
            for name, content in files.items()
        ],
    }


def _format(edition: Edition, name: str) -> dict[str, Any]:
    """The registered media type of a file; SDMX-CSV has none, and is CSV by a standard."""
    if name == edition.name(Format.SDMX):
        return {
            "dcat:mediaType": _of(f"{MEDIA_TYPES}/text/csv", "dct:MediaType"),
            "dct:conformsTo": _of(SDMX_CSV, "dct:Standard"),
        }
    kinds = {edition.name(format_): kind for format_, kind in MEDIA_TYPE.items()}
    kind = kinds.get(name, PICTURE).partition(";")[0]
    return {"dcat:mediaType": _of(f"{MEDIA_TYPES}/{kind}", "dct:MediaType")}


def _of(iri: str, kind: str) -> dict[str, str]:
    return {"@id": iri, "@type": kind}


def _value(kind: str, value: object) -> dict[str, str]:
    return {"@type": f"xsd:{kind}", "@value": str(value)}


def _day(day: object) -> dict[str, str]:
    return _value("date", day)
