"""Formats of a published report."""

from enum import StrEnum


class Format(StrEnum):
    HTML = "html"
    PDF = "pdf"
    XLSX = "xlsx"
    CSV = "csv"
    SDMX = "sdmx"
    ZIP = "zip"


MEDIA_TYPE = {
    Format.HTML: "text/html; charset=utf-8",
    Format.PDF: "application/pdf",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.CSV: "text/csv; charset=utf-8",
    Format.SDMX: "application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8",
    Format.ZIP: "application/zip",
}
SUFFIX = {
    Format.HTML: ".html",
    Format.PDF: ".pdf",
    Format.XLSX: ".xlsx",
    Format.CSV: ".csv",
    Format.SDMX: "-sdmx.csv",
    Format.ZIP: ".zip",
}
