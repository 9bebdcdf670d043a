"""Render a report as PDF/A-2a and PDF/UA-1: to be kept, and to be read aloud."""

import json
from importlib.resources import files
from typing import Any

import typst

from reporting.reports.illustrate import illustrate
from reporting.reports.present import presented
from reporting.reports.rules.formats import Edition


def as_pdf(edition: Edition) -> bytes:
    """Blocking: run it in a thread."""
    source = (files("reporting") / "data" / "reports" / "report.typ").read_bytes()
    sources: Any = {"main": source}
    compiler = typst.Compiler(
        sources,
        ignore_system_fonts=True,
        sys_inputs={
            "told": json.dumps(presented(edition)),
            "pictures": json.dumps(illustrate(edition.report)),
        },
    )
    pdf = compiler.compile(format="pdf", pdf_standards=["a-2a", "ua-1"])
    assert isinstance(pdf, bytes)
    return pdf
