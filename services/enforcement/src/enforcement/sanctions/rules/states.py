"""States and steps of the sanction procedure (handbook §2.7)."""

from enum import StrEnum

from contracts.codes import SanctionKind


class SanctionState(StrEnum):
    OPGESCHORT_OVERLEG = "opgeschort_overleg"
    VASTSTELLING_ONTVANGEN = "vaststelling_ontvangen"
    PV_TER_KENNIS_GEBRACHT = "pv_ter_kennis_gebracht"
    WAARSCHUWING_VERSTUURD = "waarschuwing_verstuurd"
    VOLGENDE_VASTSTELLING = "volgende_vaststelling"
    HOORZITTING_UITGENODIGD = "hoorzitting_uitgenodigd"
    HOORZITTING_GEHOUDEN = "hoorzitting_gehouden"
    SCHRIFTELIJK_VERWEER = "schriftelijk_verweer"
    GEEN_VERWEER = "geen_verweer"
    ADVIES_OPGEMAAKT = "advies_opgemaakt"
    OP_AGENDA_ORGAAN = "op_agenda_orgaan"
    BESLIST = "beslist"
    TER_KENNIS_GEBRACHT = "ter_kennis_gebracht"
    IN_UITVOERING = "in_uitvoering"
    UITVOERING_GECONTROLEERD = "uitvoering_gecontroleerd"
    AFGESLOTEN = "afgesloten"


class SanctionStep(StrEnum):
    """Values are the last part of the step's path in the API."""

    RELEASE = "release"
    HOLD = "hold"
    PV_NOTIFICATION = "pv-notification"
    WARNING = "warning"
    NEXT_FINDING = "next-finding"
    NEXT_FINDING_VOID = "next-finding-void"
    FINDING_RETURNED = "finding-returned"
    HEARING_INVITATION = "hearing-invitation"
    HEARING = "hearing"
    WRITTEN_DEFENCE = "written-defence"
    NO_DEFENCE = "no-defence"
    SILENCE_VOID = "silence-void"
    PROPOSAL = "proposal"
    AGENDA = "agenda"
    ADJOURNMENT = "adjournment"
    RETURN = "return"
    DECISION = "decision"
    NOTIFICATION = "notification"
    EXECUTION_CHECK_REQUEST = "execution-check-request"
    EXECUTION_CHECK_WITHDRAWAL = "execution-check-withdrawal"
    EXECUTION_CHECKED = "execution-checked"
    SEQUEL = "sequel"
    COUNCIL_APPEAL = "council-appeal"
    COUNCIL_LAWYER = "council-lawyer"
    COUNCIL_FILE = "council-file"
    COUNCIL_RULING = "council-ruling"
    REOPENING = "reopening"
    RETAKE = "retake"
    CORRECTION = "correction"
    CLOSING = "closing"


class Sequel(StrEnum):
    """Sequels of a sanction that is not respected (NGW art. 133ter for seals and penalties)."""

    NIEUWE_VASTSTELLING = "nieuwe_vaststelling"
    VERZEGELING = "verzegeling"
    DWANGSOM = "dwangsom"
    GEEN_GEVOLG = "geen_gevolg"


class Restart(StrEnum):
    """Where a case begins anew once its decision was taken back: where it went wrong."""

    WAARSCHUWING = "waarschuwing"
    HOORZITTING = "hoorzitting"
    VOORSTEL = "voorstel"
    BESLISSING = "beslissing"
    NIETS = "niets"


class DayOf(StrEnum):
    """Days that somebody may have noted wrong."""

    WAARSCHUWING = "waarschuwing"
    HOORZITTING = "hoorzitting"
    KENNISGEVING = "kennisgeving"


S, Step = SanctionState, SanctionStep

WARNING_BASIS = "law:2013-06-24:45"
HEARING_BASIS = "principle:hearing"
WARNING_TERM = "sanction.warning_validity_months"
DEFENCE_TERM = "sanction.defence_days"
NOTICE_TERM = "sanction.hearing_notice_days"
CLOSURE_TERM = "sanction.temp_closure_max"
SUSPENSION_TERM = "sanction.suspension_max"

WITHOUT_EFFECT = (SanctionKind.GEEN_SANCTIE, SanctionKind.EXTRA_WAARSCHUWING)
TEMPORARY = (SanctionKind.SCHORSING, SanctionKind.TIJDELIJKE_SLUITING)
CLOSURES = (SanctionKind.TIJDELIJKE_SLUITING, SanctionKind.DEFINITIEVE_SLUITING)
OF_DECLARATIONS = (SanctionKind.SCHORSING, SanctionKind.INTREKKING)
"""Sanctions of a declaration; a closure is of the place itself."""
LONGEST = {
    SanctionKind.SCHORSING: SUSPENSION_TERM,
    SanctionKind.TIJDELIJKE_SLUITING: CLOSURE_TERM,
}
"""The term that says how long a temporary sanction may last."""
DEFENDED = (S.HOORZITTING_GEHOUDEN, S.SCHRIFTELIJK_VERWEER, S.GEEN_VERWEER)
PROPOSED = (S.ADVIES_OPGEMAAKT, S.OP_AGENDA_ORGAAN)
DEFENCE_STEPS = (Step.HEARING, Step.WRITTEN_DEFENCE)
LINKED_FROM = (
    S.VASTSTELLING_ONTVANGEN,
    S.PV_TER_KENNIS_GEBRACHT,
    S.WAARSCHUWING_VERSTUURD,
)
"""Nobody was heard about the finding yet: it may still be the next one after an earlier warning."""
UNINVITED = (
    S.OPGESCHORT_OVERLEG,
    S.VASTSTELLING_ONTVANGEN,
    S.PV_TER_KENNIS_GEBRACHT,
    S.WAARSCHUWING_VERSTUURD,
    S.VOLGENDE_VASTSTELLING,
)
UNDECIDED = (
    *UNINVITED,
    S.HOORZITTING_UITGENODIGD,
    *DEFENDED,
    *PROPOSED,
)
IN_FORCE = (
    S.TER_KENNIS_GEBRACHT,
    S.IN_UITVOERING,
    S.UITVOERING_GECONTROLEERD,
    S.AFGESLOTEN,
)
"""The decision works from its notification on, also when the case itself is closed."""
BEGUN_ANEW = (
    S.PV_TER_KENNIS_GEBRACHT,
    S.VOLGENDE_VASTSTELLING,
    *DEFENDED,
    S.ADVIES_OPGEMAAKT,
    S.AFGESLOTEN,
)
"""Where a case may stand once its decision was taken back."""
WARNED = (
    S.WAARSCHUWING_VERSTUURD,
    S.VOLGENDE_VASTSTELLING,
    S.HOORZITTING_UITGENODIGD,
    *DEFENDED,
    *PROPOSED,
    S.BESLIST,
)
"""Warned, and no decision works yet."""
HANDLED = (S.TER_KENNIS_GEBRACHT, S.UITVOERING_GECONTROLEERD)
"""Closing from here needs no further reason, unless the sanction was not respected."""
