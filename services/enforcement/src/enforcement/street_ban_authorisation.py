"""Authorisation of street bans: their functions, and a row for each route."""

from chassis.web import Function
from chassis.web.authorisation import D, R, Table, W

WORKERS = frozenset({Function.DOSSIERBEHANDELAAR_BH, Function.JURIST_BH})
LAWYERS = frozenset({Function.JURIST_BH})
MAYOR = frozenset({Function.KABINET_BURGEMEESTER})
"""The mayor warns, orders, renews and lifts (NGW art. 134sexies)."""
COLLEGE = frozenset({Function.COLLEGE_SECRETARIS})
"""The college confirms at its next meeting."""
STREET_BANS = WORKERS | MAYOR | COLLEGE


def _ban(path: str) -> tuple[str, str]:
    """The form of a step of a street ban: shown, and sent."""
    return f"GET /straatverboden/{{case_id}}/{path}", f"POST /straatverboden/{{case_id}}/{path}"


def _step(step: str) -> str:
    return f"POST /v1/street-bans/{{case_id}}/{step}"


BANS: Table = {
    "street ban": (
        R("GET /straatverboden", "GET /straatverboden/{case_id}", every=STREET_BANS),
        W("GET /straatverboden/nieuw", "POST /straatverboden/nieuw", every=WORKERS),
        W(*_ban("nieuw-feit"), *_ban("uitnodigen"), *_ban("hoorzitting"), every=WORKERS),
        W(*_ban("verweer"), *_ban("niet-verschenen"), *_ban("perimeter"), every=WORKERS),
        W(*_ban("kennisgeving"), *_ban("afsluiten"), every=WORKERS),
        W(*_ban("raad-van-state"), *_ban("raad-van-state-advocaat"), every=WORKERS),
        W(*_ban("raad-van-state-dossier"), *_ban("raad-van-state-uitspraak"), every=WORKERS),
        D(*_ban("leeftijd"), every=LAWYERS),
        D(*_ban("waarschuwing"), *_ban("zonder-waarschuwing"), every=MAYOR),
        D(*_ban("bevel"), *_ban("hernieuwing"), *_ban("opheffen"), every=MAYOR),
        D(*_ban("stopzetten"), every=MAYOR),
        D(*_ban("bevestiging"), every=COLLEGE),
    ),
    "street ban over the API": (
        R("GET /v1/street-bans", "GET /v1/street-bans/{case_id}", every=STREET_BANS),
        R("GET /v1/street-bans/{case_id}/perimeter", every=STREET_BANS),
        R("GET /v1/street-bans/{case_id}/council-appeal", every=STREET_BANS),
        W("POST /v1/street-bans", _step("next-fact"), every=WORKERS),
        W(_step("hearing-invitation"), _step("hearing"), _step("absence"), every=WORKERS),
        W(_step("written-defence"), _step("perimeter"), _step("notification"), every=WORKERS),
        W(_step("closing"), every=WORKERS),
        W(_step("council-appeal"), _step("council-lawyer"), every=WORKERS),
        W(_step("council-file"), _step("council-ruling"), every=WORKERS),
        D(_step("review"), every=LAWYERS),
        D(_step("warning"), _step("warning-skipped"), every=MAYOR),
        D(_step("order"), _step("renewal"), _step("lifting"), every=MAYOR),
        D(_step("discontinuation"), every=MAYOR),
        D(_step("confirmation"), every=COLLEGE),
    ),
}
