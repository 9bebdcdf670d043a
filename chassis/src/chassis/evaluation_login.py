"""A login for evaluation lets everybody in, as whom they choose: it is for this machine alone.

Who wants it elsewhere all the same says so in as many words, which nobody writes by mistake.
"""

import json
from collections.abc import Iterable
from urllib.parse import urlsplit

from pydantic_settings import SettingsError

from chassis.addresses import on_this_machine
from chassis.settings import Settings

MARK = "lets_everybody_in"
"""Of an issuer in ``logins.json``."""
FROM_EVERYWHERE = "lets everybody in from everywhere, as anybody"
"""What ``KRACHTLIJN_LOGIN_EVALUATION`` says where others may come in as anybody: never with data
of real people."""
WHAT_TO_DO = (
    "Put an issuer in its place that knows who people are (KRACHTLIJN_LOGIN_KIND=keycloak, "
    "docs/deploying.md), or keep it to this machine. Where no real data is, and everybody who "
    "comes may be anybody, say so in as many words: "
    f"KRACHTLIJN_LOGIN_EVALUATION='{FROM_EVERYWHERE}'."
)


def is_published(hosts: Iterable[str]) -> bool:
    """Whether others than who sits at this machine come in by one of these names or addresses."""
    return not all(map(on_this_machine, hosts))


def check(settings: Settings) -> None:
    """Raise ``SettingsError``, saying what to do, where such a login would be seen by others."""
    if settings.logins is None or settings.login_evaluation == FROM_EVERYWHERE:
        return
    logins = json.loads(settings.logins.read_text(encoding="utf-8"))
    known_by = urlsplit(settings.public_url or f"//{settings.host}").hostname or ""
    if any(each.get(MARK) for each in logins.values()) and is_published([known_by]):
        raise SettingsError(
            "The login of this service lets everybody in, as whom they choose, and its address "
            f"({known_by}) is one that others reach: it does not start. {WHAT_TO_DO}"
        )
