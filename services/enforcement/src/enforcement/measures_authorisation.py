"""Authorisation of the mayor's measures: their functions, and a row for each route."""

from chassis.web import Function
from chassis.web.authorisation import D, R, Table, W

MEASURE_WORKERS = frozenset(
    {Function.DOSSIERBEHANDELAAR_BH, Function.JURIST_BH, Function.KABINET_BURGEMEESTER}
)
MAYOR = frozenset({Function.KABINET_BURGEMEESTER})
COLLEGE = frozenset({Function.COLLEGE_SECRETARIS})
REPORT_READERS = frozenset({Function.DOSSIERBEHANDELAAR_BH, Function.JURIST_BH})
"""Those who read the reports of the police, in sanction cases."""
MEASURE_READERS = MEASURE_WORKERS | COLLEGE
"""The college's secretary finds a measure only once there is an order to confirm."""


def _measure(path: str) -> tuple[str, str]:
    """The form of a step of a measure: shown, and sent."""
    return f"GET /maatregelen/{{case_id}}/{path}", f"POST /maatregelen/{{case_id}}/{path}"


def _step(step: str) -> str:
    return f"POST /v1/mayor-measures/{{case_id}}/{step}"


MEASURES: Table = {
    "mayor's measures": (
        R("GET /maatregelen", "GET /maatregelen/{case_id}", every=MEASURE_READERS),
        R("GET /maatregelen/{case_id}/plaats", every=MEASURE_READERS),
        W("GET /maatregelen/nieuw", "POST /maatregelen/nieuw", every=MEASURE_WORKERS),
        W(
            "GET /dossiers/{case_id}/maatregel",
            "POST /dossiers/{case_id}/maatregel",
            every=REPORT_READERS,
        ),
        W(*_measure("overleg"), *_measure("uitnodigen"), every=MEASURE_WORKERS),
        W(*_measure("hoorzitting"), *_measure("verweer"), every=MEASURE_WORKERS),
        W(*_measure("niet-verschenen"), *_measure("opstellen"), every=MEASURE_WORKERS),
        W(*_measure("kennisgeving"), every=MEASURE_WORKERS),
        W(*_measure("gemeenteraad"), every=MEASURE_READERS),
        W(*_measure("controle-vragen"), *_measure("afsluiten"), every=MEASURE_WORKERS),
        W(*_measure("verbeurd"), *_measure("geind"), every=MEASURE_WORKERS),
        W(*_measure("raad-van-state"), every=MEASURE_WORKERS),
        W(*_measure("raad-van-state-advocaat"), every=MEASURE_WORKERS),
        W(*_measure("raad-van-state-dossier"), every=MEASURE_WORKERS),
        W(*_measure("raad-van-state-uitspraak"), every=MEASURE_WORKERS),
        D(*_measure("ondertekenen"), *_measure("hernieuwen"), every=MAYOR),
        D(*_measure("verzegeling"), *_measure("dwangsom"), every=MAYOR),
        D(*_measure("opheffen"), every=MAYOR),
        D(*_measure("bevestigen"), *_measure("weigeren"), every=COLLEGE),
    ),
    "mayor's measures over the API": (
        R("GET /v1/mayor-measures", every=MEASURE_READERS),
        R("GET /v1/mayor-measures/{case_id}", every=MEASURE_READERS),
        R("GET /v1/mayor-measures/{case_id}/council-appeal", every=MEASURE_READERS),
        W("POST /v1/mayor-measures", every=MEASURE_WORKERS),
        W(_step("consultation"), _step("hearing-invitation"), every=MEASURE_WORKERS),
        W(_step("hearing"), _step("written-defence"), _step("absence"), every=MEASURE_WORKERS),
        W(_step("proposal"), _step("notification"), every=MEASURE_WORKERS),
        W(_step("execution-check-request"), every=MEASURE_WORKERS),
        W(_step("forfeiture"), _step("collection"), every=MEASURE_WORKERS),
        W(_step("council-notice"), every=MEASURE_READERS),
        W(_step("council-appeal"), _step("council-lawyer"), every=MEASURE_WORKERS),
        W(_step("council-file"), _step("council-ruling"), every=MEASURE_WORKERS),
        W(_step("closing"), every=MEASURE_WORKERS),
        D(_step("order"), _step("renewal"), _step("lifting"), every=MAYOR),
        D(_step("enforcement"), every=MAYOR),
        D(_step("confirmation"), _step("refusal"), every=COLLEGE),
    ),
    "meetings of the college": (
        R("GET /collegevergaderingen", every=MEASURE_READERS),
        W("POST /collegevergaderingen", every=COLLEGE),
        W("POST /collegevergaderingen/afgelast", every=COLLEGE),
        D("POST /collegevergaderingen/afgesloten", every=COLLEGE),
        R("GET /v1/college-meetings", every=MEASURE_READERS),
        W("POST /v1/college-meetings", every=COLLEGE),
        W("POST /v1/college-meetings/{day}/cancellation", every=COLLEGE),
        D("POST /v1/college-meetings/{day}/closing", every=COLLEGE),
    ),
    "meetings of the municipal council": (
        R("GET /raadsvergaderingen", "GET /v1/council-meetings", every=MEASURE_READERS),
        W("POST /raadsvergaderingen", "POST /raadsvergaderingen/afgelast", every=COLLEGE),
        W("POST /v1/council-meetings", every=COLLEGE),
        W("POST /v1/council-meetings/{day}/cancellation", every=COLLEGE),
    ),
}
