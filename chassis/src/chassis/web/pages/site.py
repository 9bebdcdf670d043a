"""The site of one service: its name, navigation and templates, and the rendering of a page."""

from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from babel import Locale, dates, numbers
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, PrefixLoader
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import Scope

from chassis.days import city_day, city_time
from chassis.web.authorisation import may
from chassis.web.pages import after_form
from chassis.web.pages.assets import Assets
from chassis.web.pages.languages import CHOICE, Languages, gettext, language, ngettext
from chassis.web.problem import Problem
from chassis.web.roles import Actor, Function, TrustDomain

FORMATS = {"nl": "nl_BE", "fr": "fr_BE", "en": "en_GB"}
"""Locales for dates and numbers, of languages written in more than one country."""


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of the navigation, shown to the functions that may open it.

    ``also`` are paths of other pages that people find by it.
    """

    label: str
    path: str
    functions: frozenset[Function]
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Pages with templates and languages of their own, for people without an account.

    Templates are found under the last part of the package's name. ``problem`` shows a refusal
    in the section's own words: those of the house are not in all its languages.
    """

    package: str
    problem: Callable[[Request, Problem], Response]


@dataclass(frozen=True)
class Pages:
    """The declaration of a service's pages. ``package`` holds ``templates/`` and ``locale/``.

    ``title`` is neutral on purpose: it stands in a browser's history and on its tab. ``home`` is
    where a person of a function begins.
    """

    package: str
    title: str
    navigation: Sequence[Item] = ()
    home: Callable[[Actor], str] = field(default=lambda actor: "/")
    domains: frozenset[TrustDomain] | None = None
    """Trust domains of the people with pages here; None: all whose tokens the service takes."""
    open_paths: frozenset[str] = frozenset()
    """Pages that need no login; a prefix when it ends in ``/``."""
    entrances: Mapping[str, TrustDomain] = field(default_factory=dict)
    """Paths by which people of another trust domain come in: there they sign in at the issuer of
    that domain; everybody else signs in as if that domain were not there."""
    sections: Mapping[str, Section] = field(default_factory=dict)
    """Sections by the path where they begin."""

    def entrance(self, path: str) -> TrustDomain | None:
        """The trust domain whose entrance a path is, or lies behind."""
        for door, domain in self.entrances.items():
            if path == door or path.startswith((f"{door}/", f"{door}?")):
                return domain
        return None


class Site:
    """Templates, languages and assets of a service, made at its start."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages
        self.assets = Assets(pages.package)
        self.languages = Languages(["chassis", pages.package])
        self._sections = {
            path: Languages([section.package], passing=True)
            for path, section in pages.sections.items()
        }
        packages = [section.package for section in pages.sections.values()]
        self._templates = _environment(pages.package, packages)
        self._templates.globals["asset"] = self.assets.url

    def render(
        self, request: Request, template: str, *, status: int = 200, **context: Any
    ) -> HTMLResponse:
        """One page. ``Vary`` and ``no-store`` are set, since pages are about people.

        A template asks ``may("POST /v1/shifts")``, as the table of authorisation writes it, before
        it offers a step that only some of its readers may take. One that sets ``switch_form`` to
        the id of a form has its languages as buttons that send it: its page shows again what was
        typed, and does nothing else with it.
        """
        state = request.state
        session = getattr(state, "session", None)
        actor: Actor | None = getattr(state, "actor", None)

        def may_take(route: str) -> bool:
            return may(request.app.state.table, actor.function if actor else None, route)

        content = self._templates.get_template(template).render(
            request=request,
            site=self.pages,
            actor=actor,
            may=may_take,
            navigation=self._navigation(request, actor),
            language=language(),
            languages=self._choices(request),
            every_language=self.languages_of(request.url.path).offered,
            unreviewed=language() in self.languages_of(request.url.path).unreviewed,
            messages=session.take_messages() if session else [],
            **{"session_expiry": session.expiry if session else None, **context},
        )
        headers = {"Cache-Control": "no-store", "Content-Language": language()}
        # A form shows again what was sent, also half a character, which no answer can hold.
        return HTMLResponse(content.encode("utf-8", "replace"), status, headers)

    def languages_of(self, path: str) -> Languages:
        """The languages that a page is offered in."""
        section = self._section(path)
        return self.languages if section is None else self._sections[section]

    def problem(self, problem: Problem, scope: Scope) -> Response | None:
        """The problem as a page, for whoever asks for pages.

        It may have come up before anything chose a language.
        """
        request = Request(scope)
        if scope["type"] != "http" or "text/html" not in request.headers.get("accept", ""):
            return None
        languages = self.languages_of(request.url.path)
        languages.speak(languages.choose(request))
        section = self._section(request.url.path)
        if section is None:
            answer: Response = self.render(
                request, "house/problem.html", status=problem.status, problem=problem
            )
        else:
            answer = self.pages.sections[section].problem(request, problem)
        for name, value in problem.headers.items():
            if name.lower() != "www-authenticate":
                answer.headers[name] = value
        return answer

    def _section(self, path: str) -> str | None:
        """Where the section begins that a page belongs to."""
        return next(
            (begin for begin in self._sections if path == begin or path.startswith(f"{begin}/")),
            None,
        )

    def _navigation(self, request: Request, actor: Actor | None) -> list[dict[str, Any]]:
        if actor is None:
            return []
        here = request.url.path
        return [
            {
                "text": gettext(item.label),
                "href": item.path,
                "active": any(
                    here == path or here.startswith(f"{path.rstrip('/')}/")
                    for path in (item.path, *item.also)
                ),
            }
            for item in self.pages.navigation
            if actor.function in item.functions
        ]

    def _choices(self, request: Request) -> list[dict[str, Any]]:
        """Of the answer to a form there is nothing to ask anew, but for where a section begins."""
        offered = self.languages_of(request.url.path).offered
        section = self._section(request.url.path)
        if len(offered) < 2 or (request.method != "GET" and section is None):
            return []
        here = request.url if request.method == "GET" else request.url.replace(path=section)
        return [
            {
                "code": code,
                "name": name,
                "href": str(
                    here.include_query_params(**{CHOICE: code}).replace(scheme="", netloc="")
                ),
                "current": code == language(),
            }
            for code, name in offered
        ]


def site_of(request: Request) -> Site:
    site: Site = request.app.state.site
    return site


def page(request: Request, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
    after_form.check(request, status)
    return site_of(request).render(request, template, status=status, **context)


def go(path: str) -> Response:
    """Redirect to the next page after a form was dealt with (303)."""
    return RedirectResponse(path, 303)


def moment(value: datetime) -> str:
    """``di 24/11/2026, 19:00`` in Brussels."""
    return f"{day(value)}, {clock(value)}"


def clock(value: datetime | time) -> str:
    if isinstance(value, datetime):
        value = city_time(value)
    return f"{value.hour:02}:{value.minute:02}"


def day(value: date | datetime, form: str = "EEE d/MM/y") -> str:
    if isinstance(value, datetime):
        value = city_day(value)
    return _written(value, form, language())


@lru_cache(maxsize=4_096)
def _written(value: date, form: str, code: str) -> str:
    """Long lists name the same few days again and again."""
    return dates.format_date(value, form, locale=Locale.parse(FORMATS.get(code, code)))


def born(value: str) -> str:
    """A birth date as people write it: ``17/05/1998``, ``05/1998`` or ``1998``."""
    return "/".join(reversed(value.split("-")))


def isoday(value: datetime) -> str:
    """The calendar day in Brussels, for addresses: ``2026-11-24``."""
    return city_day(value).isoformat()


def ago(value: datetime, now: datetime) -> str:
    """``3 minuten geleden``."""
    return dates.format_timedelta(value - now, add_direction=True, locale=_locale())


def number(value: float, digits: int = 0) -> str:
    return numbers.format_decimal(round(value, digits), locale=_locale())


def percent(value: float, digits: int = 1) -> str:
    """``43,2 %``. What is not certain is never shown as 100 %, nor what may be as 0 %."""
    least = 10.0**-digits
    percentage, sign = round(100 * value, digits), ""
    if percentage == 100 and value < 1:
        percentage, sign = 100 - least, "> "
    elif percentage == 0 and value > 0:
        percentage, sign = least, "< "
    return f"{sign}{number(percentage, digits)}\N{NO-BREAK SPACE}%"


def _locale() -> Locale:
    return Locale.parse(FORMATS.get(language(), language()))


def _shown(text: str, **blanks: Any) -> Markup:
    """``_()`` of templates. No text is markup, nor what fills its blanks, whoever wrote it."""
    shown = escape(gettext(text))
    return shown % blanks if blanks else shown


def _counted(one: str, many: str, num: int, **blanks: Any) -> Markup:
    """``ngettext()`` of templates, with ``num`` among the blanks."""
    return escape(ngettext(one, many, num)) % {"num": num, **blanks}


def _template_folders(package: str, sections: Iterable[str]) -> list[str]:
    """Every ``templates/`` in a package, so that each capability keeps its own; names are unique.

    Those of sections have a prefix instead.
    """
    root = Path(str(files(package)))
    apart = {Path(str(files(section))) for section in sections}
    return [
        str(folder)
        for folder in sorted(root.rglob("templates"))
        if folder.is_dir() and not apart & set(folder.parents)
    ]


class _Templates(Environment):
    """An environment whose globals are all set before a template is asked for."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """A plain copy: each import of a macro compares the globals of two templates, and those of
        Jinja's own chained maps are compared one by one in Python."""
        return {**self.globals, **(d or {})}


def _environment(package: str, sections: Iterable[str]) -> Environment:
    environment = _Templates(
        loader=ChoiceLoader(
            [
                FileSystemLoader(_template_folders(package, sections)),
                PrefixLoader(
                    {
                        "house": PackageLoader("chassis.web.pages"),
                        "govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja"),
                        **{each.rpartition(".")[2]: PackageLoader(each) for each in sections},
                    }
                ),
            ]
        ),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # else the file of each macro is looked at for each page
    )
    environment.globals |= {"_": _shown, "gettext": _shown, "ngettext": _counted}
    for form in (moment, clock, day, born, isoday, ago, number, percent):
        environment.filters[form.__name__] = form
    return environment
