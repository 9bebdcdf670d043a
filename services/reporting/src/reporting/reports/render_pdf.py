"""Render a report as PDF/A-2a and PDF/UA-1: to be kept, and to be read aloud."""

from importlib.resources import files

from chassis.typeset import typeset
from reporting.reports.illustrate import illustrate
from reporting.reports.present import presented
from reporting.reports.rules.edition import Edition


def as_pdf(edition: Edition) -> bytes:
    """Blocking: run it in a thread."""
    source = (files("reporting") / "data" / "reports" / "report.typ").read_bytes()
    told = {**presented(edition), "pictures": illustrate(edition.report)}
    return typeset(source, told).pdf
