"""Render a report as one HTML file that stands alone: no script, and nothing from elsewhere."""

from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from reporting.reports.illustrate import illustrate
from reporting.reports.present import presented
from reporting.reports.rules.edition import Edition


def as_html(edition: Edition) -> bytes:
    """Blocking: run it in a thread."""
    drawn = illustrate(edition.report)
    pictures = {code: Markup(svg) for code, (svg, _) in drawn.items()}  # noqa: S704  # made by us
    return _template().render(told=presented(edition), pictures=pictures).encode()


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    source = files("reporting") / "data" / "reports" / "report.html"
    return environment.from_string(source.read_text("utf-8"))
