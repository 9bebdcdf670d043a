"""Form of every answer about the own case, a refusal too: in the languages of these pages."""

from starlette.requests import Request
from starlette.responses import Response

from chassis.web import Problem
from chassis.web.pages import gettext as _
from chassis.web.pages import page
from enforcement.own_case import labels

HOME = "/mijn-dossier"


def show(request: Request, template: str, *, status: int = 200, **shown: object) -> Response:
    return page(request, f"own_case/{template}", status=status, **shown)


def show_problem(request: Request, problem: Problem) -> Response:
    """A problem as a page: what to do now. The words of the house are not in all languages here."""
    title, advice = labels.problem(problem.status)
    return show(request, "problem.html", status=problem.status, heading=_(title), advice=_(advice))
