"""Languages of pages. The code speaks Dutch; other languages are catalogues.

A catalogue is ``locale/<language>.po`` of a package, read at the start. A language is offered only
where every package of the site has it, so that no page is half translated. A section of a site may
have languages of its own (``Pages.sections``).

A catalogue whose head says ``X-Krachtlijn-Reviewed: none`` was made by a machine and seen by no
translator. One that says ``all but fuzzy`` was reviewed, except the texts that gettext's tools call
fuzzy ("needs work" in Poedit and Weblate). Those are shown as well: a text that waits for a
translator is better than Dutch.
"""

import re
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chassis.messages import LazyMessage

DUTCH = "nl"
CHOICE = "taal"
"""The query parameter and the cookie by which somebody chooses a language."""
ONE_YEAR = 365 * 24 * 3600
REVIEWED = re.compile(rb'^"X-Krachtlijn-Reviewed: (none|all but fuzzy)\\n"$', re.MULTILINE)
"""The line in the head of a catalogue that says whether translators reviewed it."""

_language: ContextVar[str] = ContextVar("language", default=DUTCH)
_texts: ContextVar[NullTranslations] = ContextVar("texts", default=NullTranslations())  # noqa: B039


def language() -> str:
    """The language of this request, as ``nl`` or ``ro``."""
    return _language.get()


def mark(text: str) -> str:
    """The text itself, marked for the extraction: it is translated where it is shown."""
    return text


def gettext(text: str) -> str:
    """A Dutch text in the language of this request."""
    if isinstance(text, LazyMessage):
        return text.translated(_texts.get().ugettext)
    return _texts.get().ugettext(text) if text else text


def ngettext(one: str, many: str, count: int) -> str:
    return _texts.get().ungettext(one, many, count)


class Languages:
    """The languages of a site or section. ``packages`` are those whose templates and code it shows.

    ``passing``: for visitors who have no account and may share their phone. They are met in the
    language of their browser, and a choice is kept until the browser closes.
    """

    def __init__(self, packages: Iterable[str], *, passing: bool = False) -> None:
        self.passing = passing
        catalogues = [_catalogues(package) for package in packages]
        offered = set.intersection(*(set(each) for each in catalogues)) if catalogues else set()
        self._texts: dict[str, NullTranslations] = {DUTCH: NullTranslations()}
        for code in sorted(offered):
            merged = Translations()
            for each in catalogues:
                merged.merge(each[code].texts)
            self._texts[code] = merged
        self.unreviewed = {code for code in offered for each in catalogues if each[code].unreviewed}

    @property
    def offered(self) -> list[tuple[str, str]]:
        """Code and own name, Dutch first: ``("ro", "română")``."""
        return [(code, Locale.parse(code).get_display_name() or code) for code in self._texts]

    def choose(self, request: Request) -> str:
        for wanted in (request.query_params.get(CHOICE), request.cookies.get(CHOICE)):
            if wanted in self._texts:
                return wanted
        if self.passing:
            for wanted in request.headers.get("accept-language", "").split(","):
                code = wanted.split(";")[0].strip()[:2].lower()
                if code in self._texts:
                    return code
        return DUTCH

    def speak(self, code: str) -> None:
        _language.set(code)
        _texts.set(self._texts[code])


class LanguageMiddleware:
    """Set the language of a request; a choice by address is kept in a cookie."""

    def __init__(self, app: ASGIApp, languages: Callable[[str], Languages], *, tls: bool) -> None:
        """``languages`` are those that a path is offered in."""
        self._app = app
        self._languages = languages
        self._tls = tls

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        languages = self._languages(scope["path"])
        chosen = languages.choose(request)
        languages.speak(chosen)
        if request.query_params.get(CHOICE) != chosen:
            await self._app(scope, receive, send)
            return

        kept = self._cookie(chosen, None if languages.passing else ONE_YEAR)

        async def remembering(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (b"set-cookie", kept)]
            await send(message)

        await self._app(scope, receive, remembering)

    def _cookie(self, code: str, seconds: int | None) -> bytes:
        answer = Response()
        answer.set_cookie(CHOICE, code, max_age=seconds, secure=self._tls, samesite="lax")
        return answer.headers["set-cookie"].encode("latin-1")


@dataclass(frozen=True)
class Catalogue:
    """The texts of a package in one language; ``unreviewed`` while some wait for a translator."""

    texts: Translations
    unreviewed: bool


@cache
def _catalogues(package: str) -> dict[str, Catalogue]:
    """By the code of the language; parsed once in a process, however many services it makes."""
    folder = files(package).joinpath("locale")
    if not folder.is_dir():
        return {}
    return {
        path.name.removesuffix(".po"): parse(path.read_bytes())
        for path in folder.iterdir()
        if path.name.endswith(".po")
    }


def parse(text: bytes) -> Catalogue:
    """A catalogue as a ``.po`` file has it; without a word on its review it is unreviewed."""
    catalogue, compiled = read_po(BytesIO(text)), BytesIO()
    write_mo(compiled, catalogue, use_fuzzy=True)
    compiled.seek(0)
    said = REVIEWED.search(text)
    reviewed = said is not None and said[1] == b"all but fuzzy"
    waits = any(message.fuzzy for message in catalogue if message.id)
    return Catalogue(Translations(compiled), unreviewed=waits or not reviewed)
