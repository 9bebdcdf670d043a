"""Authorisation of integrity investigations: their functions, and a row for each route."""

from chassis.web import Function
from chassis.web.authorisation import D, R, Table, W

INVESTIGATORS = frozenset({Function.JURIST_BH, Function.KABINET_BURGEMEESTER})
"""They investigate integrity under the authority of the mayor (NGW art. 119ter §§2-3)."""
INTEGRITY = INVESTIGATORS | {Function.COLLEGE_SECRETARIS}
MAYOR = frozenset({Function.KABINET_BURGEMEESTER})
COLLEGE = frozenset({Function.COLLEGE_SECRETARIS})


def _investigation(path: str) -> tuple[str, str]:
    """The form of a step of an integrity investigation: shown, and sent."""
    return f"GET /integriteit/{{case_id}}/{path}", f"POST /integriteit/{{case_id}}/{path}"


INVESTIGATIONS: Table = {
    "integrity investigation": (
        R("GET /integriteit", "GET /integriteit/{case_id}", every=INTEGRITY),
        D("GET /integriteit/nieuw", "POST /integriteit/nieuw", every=MAYOR),
        W(*_investigation("raadpleging"), *_investigation("advies-vragen"), every=INVESTIGATORS),
        W(*_investigation("ontvankelijk"), *_investigation("advies"), every=INVESTIGATORS),
        W(*_investigation("uitnodigen"), *_investigation("hoorzitting"), every=INVESTIGATORS),
        W(*_investigation("verweer"), *_investigation("niet-verschenen"), every=INVESTIGATORS),
        W(*_investigation("kennisgeving"), *_investigation("bezorgen"), every=INVESTIGATORS),
        W(*_investigation("raad-van-state"), every=INVESTIGATORS),
        W(*_investigation("raad-van-state-advocaat"), every=INVESTIGATORS),
        W(*_investigation("raad-van-state-dossier"), every=INVESTIGATORS),
        W(*_investigation("raad-van-state-uitspraak"), every=INVESTIGATORS),
        W(*_investigation("afsluiten"), every=INVESTIGATORS),
        D(*_investigation("verlengen"), *_investigation("voorstel"), every=MAYOR),
        D(*_investigation("beeindigen"), every=MAYOR),
        D(*_investigation("beslissing"), *_investigation("opheffen"), every=COLLEGE),
        D(*_investigation("intrekken"), every=COLLEGE),
    ),
}
