"""The catalogue of letters: which kinds each procedure sends, and what each cannot do without."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from chassis.messages import lazy
from chassis.refusals import FieldError, FieldsRefusedError
from enforcement.cases.rules import CaseKind
from enforcement.notifications.rules.letters import (
    PERSONS,
    AddresseeRole,
    LetterKind,
    Particulars,
    WrongLetterError,
)
from enforcement.notifications.rules.notification import Mode


@dataclass(frozen=True, slots=True)
class Outline:
    """A kind of letter in one procedure. ``words`` is the folder of its dated templates.

    ``needs`` are particulars without which it would lack what the law wants in it, ``may_have``
    others. Everybody in the case with a role of ``goes_to`` gets one. ``registered``: plain post
    does not do.
    """

    words: str
    needs: tuple[str, ...] = ()
    may_have: tuple[str, ...] = ()
    goes_to: tuple[AddresseeRole, ...] = PERSONS
    registered: bool = False


K = LetterKind
HEARING = ("hearing_when", "hearing_where")
REPORT = ("hearing_when", "hearing_present", "hearing_report")
TO_PAY = ("amount_cents", "payment_reference", "grace_days")
FINE: Mapping[LetterKind, Outline] = {
    K.OPSTARTBRIEF: Outline("opstartbrief", registered=True),
    K.OUDERLIJKE_BETROKKENHEID: Outline(
        "ouderlijke_betrokkenheid", goes_to=(AddresseeRole.OUDERLIJK_GEZAG,), registered=True
    ),
    K.MELDING_STAFHOUDER: Outline("melding_stafhouder", goes_to=(AddresseeRole.STAFHOUDER,)),
    K.BEMIDDELINGSAANBOD: Outline("bemiddelingsaanbod"),
    K.GEMEENSCHAPSDIENST: Outline("gemeenschapsdienst", ("service_hours", "service_what")),
    K.UITNODIGING_HOORZITTING: Outline("uitnodiging_hoorzitting", HEARING),
    K.VERSLAG_HOORZITTING: Outline("verslag_hoorzitting", REPORT),
    K.UITKOMST_VERWEER: Outline("uitkomst_verweer", ("motivation",), ("remedy",)),
    K.AFLOOP: Outline("afloop", may_have=("motivation",)),
    K.BESLISSING: Outline(
        "beslissing",
        (
            "amount_eur",
            "defence_answer",
            "motivation",
            "proportionality",
            "recidivism",
            "payment_reference",
        ),
        registered=True,
    ),
    K.RECHTZETTING: Outline(
        "rechtzetting", ("amount_eur", "motivation", "payment_reference"), registered=True
    ),
    K.INTREKKING: Outline("intrekking", ("motivation",), registered=True),
    K.HERINNERING: Outline("herinnering", TO_PAY),
    K.AANMANING: Outline("aanmaning", TO_PAY, registered=True),
}
"""GAS law arts. 16-17, 25 and 27; DLB art. 177 for the notice to pay."""
SANCTION: Mapping[LetterKind, Outline] = {
    K.WAARSCHUWING: Outline("sanctie/waarschuwing", ("rule_extract",), registered=True),
    K.UITNODIGING_HOORZITTING: Outline(
        "sanctie/uitnodiging_hoorzitting",
        (*HEARING, "rule_extract", "envisaged_sanction"),
        registered=True,
    ),
    K.UITNODIGING_OPNIEUW: Outline(
        "sanctie/uitnodiging_opnieuw",
        (*HEARING, "rule_extract", "envisaged_sanction"),
        registered=True,
    ),
    K.VERSLAG_HOORZITTING: Outline("sanctie/verslag_hoorzitting", REPORT),
    K.VOORSTEL: Outline("sanctie/voorstel", ("motivation", "proportionality")),
    K.BESLISSING: Outline(
        "sanctie/beslissing",
        ("defence_answer", "motivation", "proportionality"),
        registered=True,
    ),
    K.OPHEFFING: Outline("sanctie/opheffing", ("motivation",)),
}
"""GAS law art. 45: a warning with an extract of the rule before any sanction. That plain post does
not do is the city's choice: a term begins with the receipt."""
SUITABILITY: Mapping[LetterKind, Outline] = {
    K.AANVULLING: Outline("geschiktheid/aanvulling"),
    K.UITNODIGING_HOORZITTING: Outline(
        "geschiktheid/uitnodiging_hoorzitting", ("motivation",), HEARING, registered=True
    ),
    K.VERSLAG_HOORZITTING: Outline("geschiktheid/verslag_hoorzitting", REPORT),
    K.BESLISSING: Outline("geschiktheid/beslissing", ("motivation",), registered=True),
    K.HERINNERING_VERNIEUWING: Outline("geschiktheid/herinnering_vernieuwing"),
    K.VERVALLEN: Outline("geschiktheid/vervallen"),
    K.STOPZETTING: Outline("geschiktheid/stopzetting", ("motivation",), registered=True),
    K.MELDING_BEOORDEELD: Outline("geschiktheid/melding_beoordeeld", ("motivation",)),
}
"""No law gives their form; what begins a term is registered, as in the sanction procedure."""
INTEGRITY: Mapping[LetterKind, Outline] = {
    K.UITNODIGING_HOORZITTING: Outline(
        "integriteit/uitnodiging_hoorzitting", (*HEARING, "motivation"), registered=True
    ),
    K.BESLISSING: Outline(
        "integriteit/beslissing", ("defence_answer", "motivation"), registered=True
    ),
    K.AFLOOP: Outline("integriteit/afloop", ("motivation",)),
}
"""NGW art. 119ter §§8, 11 and 13. No report of a hearing: what somebody said there is destroyed
long before a letter that repeats it would be."""
STREET_BAN: Mapping[LetterKind, Outline] = {
    K.WAARSCHUWING: Outline("straatverbod/waarschuwing", ("motivation",), registered=True),
    K.UITNODIGING_HOORZITTING: Outline(
        "straatverbod/uitnodiging_hoorzitting", (*HEARING, "motivation"), registered=True
    ),
    K.BESLISSING: Outline(
        "straatverbod/beslissing", ("defence_answer", "motivation"), registered=True
    ),
}
"""NGW art. 134sexies §§2-4: the invitation is registered or goes against a receipt."""
MEASURE: Mapping[LetterKind, Outline] = {
    K.UITNODIGING_HOORZITTING: Outline(
        "maatregel/uitnodiging_hoorzitting", (*HEARING, "motivation"), registered=True
    ),
    K.BESLISSING: Outline(
        "maatregel/beslissing", ("motivation",), ("defence_answer",), registered=True
    ),
}
"""NGW arts. 133-135. Where an order could not wait, there is no defence to answer yet."""
LETTERS: Mapping[CaseKind, Mapping[LetterKind, Outline]] = {
    CaseKind.GAS: FINE,
    CaseKind.SANCTION: SANCTION,
    CaseKind.SUITABILITY: SUITABILITY,
    CaseKind.INTEGRITY: INTEGRITY,
    CaseKind.STREET_BAN: STREET_BAN,
    CaseKind.MEASURE: MEASURE,
}


def outline_of(case_kind: CaseKind, kind: LetterKind) -> Outline:
    """Raises ``WrongLetterError`` for a kind that this procedure does not send."""
    outline = LETTERS[case_kind].get(kind)
    if outline is None:
        raise WrongLetterError
    return outline


def must_be_complete(outline: Outline, particulars: Particulars) -> None:
    """Raises ``FieldsRefusedError`` with every particular that is missing."""
    missing = [name for name in outline.needs if getattr(particulars, name) is None]
    if missing:
        raise FieldsRefusedError(
            [
                FieldError(_camel(name), lazy("Vul dit in: de brief mag niet zonder."))
                for name in missing
            ]
        )


def completed(known: Mapping[str, Any], written: Particulars) -> Particulars:
    """The particulars of a letter: those that the case says, and beyond them what somebody wrote.

    Raises ``FieldsRefusedError`` where somebody wrote something else than the case says.
    """
    said = {name: value for name, value in written.said().items() if name != "minor"}
    different = [name for name, value in said.items() if known.get(name, value) != value]
    if different:
        reason = lazy("Dit staat in het dossier zelf, en daar anders. Laat het leeg.")
        raise FieldsRefusedError([FieldError(_camel(name), reason) for name in different])
    return replace(written, **known)


def mode_of(outline: Outline, wanted: Mode | None) -> Mode:
    """The way in which a letter goes. Raises ``RefusedError`` where plain post does not do."""
    if wanted is None:
        return Mode.AANGETEKEND if outline.registered else Mode.GEWONE_POST
    if outline.registered and wanted is Mode.GEWONE_POST:
        raise FieldsRefusedError(
            [FieldError("mode", lazy("Deze brief moet aangetekend of tegen ontvangstbewijs."))]
        )
    return wanted


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(map(str.capitalize, others))
