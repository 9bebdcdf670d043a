"""Problems: the one form of every refusal and failure, ``application/problem+json``, in Dutch."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Self
from uuid import uuid4

import structlog
from starlette.responses import Response
from starlette.types import Scope

from chassis.messages import lazy
from chassis.refusals import (
    FieldError,
    FieldRefusedError,
    FieldsRefusedError,
    NotFoundError,
    NotPermittedError,
    RefusedError,
)

_log = structlog.get_logger(__name__)

MEDIA_TYPE = "application/problem+json"
MOST_ERRORS = 100
INVALID = lazy("De gegevens kloppen niet.")

STATUSES: dict[int, tuple[str, str]] = {
    400: ("onleesbaar", lazy("We kunnen deze aanvraag niet lezen.")),
    401: ("niet-aangemeld", lazy("Meld je aan om verder te gaan.")),
    403: ("geen-toegang", lazy("Je hebt geen toegang tot deze gegevens of deze stap.")),
    404: ("niet-gevonden", lazy("Deze pagina of deze gegevens bestaan niet.")),
    405: ("methode-niet-toegelaten", lazy("Deze bewerking kan hier niet.")),
    406: ("vorm-niet-beschikbaar", lazy("We kunnen niet antwoorden in de gevraagde vorm.")),
    408: ("te-traag", lazy("Deze aanvraag kwam te traag aan. Probeer het opnieuw.")),
    409: ("conflict", lazy("Deze stap kan nu niet.")),
    413: ("te-groot", lazy("Deze aanvraag is te groot.")),
    415: ("verkeerde-inhoud", lazy("Stuur de inhoud als JSON (application/json).")),
    422: ("ongeldig", INVALID),
    429: ("te-veel-aanvragen", lazy("Je stuurt te veel aanvragen. Probeer het straks opnieuw.")),
    500: ("fout", lazy("Er ging iets mis bij ons. Probeer het later opnieuw.")),
    503: (
        "niet-beschikbaar",
        lazy("Deze dienst is nu niet beschikbaar. Probeer het straks opnieuw."),
    ),
}


class Problem(Exception):  # noqa: N818  # it is the name of the thing that is sent
    """Raise it anywhere in a request; the answer follows from it.

    ``code`` is kebab case and stays stable for clients. ``title`` and ``detail`` are read by
    people and may never hold personal data. ``extra`` becomes ``extraInfo``.
    """

    def __init__(
        self,
        status: int,
        code: str,
        title: str,
        errors: Sequence[FieldError] = (),
        detail: str | None = None,
        headers: Mapping[str, str] | None = None,
        extra: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(f"{status} {code}")
        self.status = status
        self.code = code
        self.title = title
        self.errors = tuple(errors)
        self.detail = detail
        self.headers = dict(headers or {})
        self.extra = extra
        self.identifier = uuid4()

    @classmethod
    def field(cls, field: str, reason: str, code: str = "ongeldig", status: int = 422) -> Self:
        """One field is wrong for a reason that only the service knows."""
        return cls(status, code, INVALID, [FieldError(field, reason)])

    @classmethod
    def not_found(cls, what: str) -> Self:
        """``what`` with its article: "Deze aangifte". Also for what the actor may not know of."""
        return cls(404, "niet-gevonden", lazy("%(what)s bestaat niet.", what=what))

    @classmethod
    def conflict(cls, reason: str, allowed: Sequence[str] | None = None) -> Self:
        """The state does not permit this step; ``allowed`` names the steps that it does permit."""
        extra = None if allowed is None else {"allowed": list(allowed)}
        return cls(409, "conflict", reason, extra=extra)

    @classmethod
    def of_refusal(cls, refusal: RefusedError) -> Self:
        """The answer to a refusal of the domain."""
        match refusal:
            case NotPermittedError(reason=""):
                return cls.of_status(403)
            case NotPermittedError():
                status = 403
            case NotFoundError(reason=""):
                return cls.not_found(refusal.what)
            case NotFoundError():
                status = 404
            case FieldRefusedError():
                return cls.field(refusal.field, refusal.reason, refusal.code)
            case FieldsRefusedError():
                return cls(422, refusal.code, refusal.reason or INVALID, refusal.errors)
            case _:
                status = 409
        return cls(status, refusal.code, refusal.reason, detail=refusal.detail, extra=refusal.extra)

    @classmethod
    def of_status(cls, status: int, headers: Mapping[str, str] | None = None) -> Self:
        code, title = STATUSES.get(status, STATUSES[500 if status >= 500 else 400])
        return cls(status, code, title, headers=headers)

    def body(self) -> dict[str, Any]:
        body: dict[str, Any] = {
            "type": f"urn:krachtlijn:problem:{self.code}",
            "title": self.title,
            "status": self.status,
            "identifier": str(self.identifier),
            "code": self.code,
        }
        if self.detail is not None:
            body["detail"] = self.detail
        if self.errors:
            body["errors"] = [asdict(error) for error in self.errors]
        if self.extra is not None:
            body["extraInfo"] = self.extra
        return body


def respond(problem: Problem, scope: Scope | None = None) -> Response:
    """The problem as an answer: as a page to a browser where the service has pages, else as JSON.

    Without ``scope`` it is JSON: the answer of an API route. Half characters from the client become
    question marks.
    """
    shown = _as_page(problem, scope)
    if shown is not None:
        return shown
    content = json.dumps(problem.body(), ensure_ascii=False, separators=(",", ":"), default=str)
    headers = {"Content-Language": "nl", **problem.headers}
    return Response(
        content.encode("utf-8", "replace"), problem.status, headers, media_type=MEDIA_TYPE
    )


def _as_page(problem: Problem, scope: Scope | None) -> Response | None:
    """A page that cannot be made must not hide the problem, so then there is none."""
    if scope is None or "app" not in scope:
        return None
    show = getattr(scope["app"].state, "show_problem", None)
    if show is None:
        return None
    try:
        page: Response | None = show(problem, scope)
    except Exception as error:
        _log.error("problem_page_failed", kind=type(error).__name__)
        return None
    return page
