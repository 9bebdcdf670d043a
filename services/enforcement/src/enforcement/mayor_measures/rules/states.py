"""States and steps of a measure of the mayor (handbook §2.8)."""

from enum import StrEnum

KEPT = "sluiting_behouden"
"""Noted in the timeline: nobody said in time what the college decided, and the place stays shut."""


class MeasureState(StrEnum):
    VOORSTEL = "voorstel"
    ERNSTIGE_AANWIJZINGEN = "ernstige_aanwijzingen"
    OVERLEG_GERECHTELIJK = "overleg_gerechtelijk"
    UITGENODIGD = "uitgenodigd_hoorzitting"
    GEHOORD = "gehoord"
    SCHRIFTELIJK_VERWEER = "schriftelijk_verweer"
    NIET_VERSCHENEN = "niet_verschenen"
    BEVEL_OPGESTELD = "bevel_opgesteld"
    ONDERTEKEND = "ondertekend"
    TER_KENNIS_GEBRACHT = "ter_kennis_gebracht"
    IN_UITVOERING = "in_uitvoering"
    UITVOERING_GECONTROLEERD = "uitvoering_gecontroleerd"
    VERVALLEN = "vervallen"
    VERLOPEN = "verlopen"
    OPGEHEVEN = "opgeheven"
    AFGESLOTEN = "afgesloten"


class MeasureStep(StrEnum):
    """Values are the last part of the step's path in the API."""

    CONSULTATION = "consultation"
    HEARING_INVITATION = "hearing-invitation"
    HEARING = "hearing"
    WRITTEN_DEFENCE = "written-defence"
    ABSENCE = "absence"
    ABSENCE_VOID = "absence-void"
    PROPOSAL = "proposal"
    ORDER = "order"
    NOTIFICATION = "notification"
    CONFIRMATION = "confirmation"
    REFUSAL = "refusal"
    LAPSE = "lapse"
    COUNCIL_NOTICE = "council-notice"
    ENFORCEMENT = "enforcement"
    MEANS_NOTIFICATION = "means-notification"
    FORFEITURE = "forfeiture"
    COLLECTION = "collection"
    EXECUTION_CHECK_REQUEST = "execution-check-request"
    EXECUTION_CHECKED = "execution-checked"
    RENEWAL = "renewal"
    LIFTING = "lifting"
    EXPIRY = "expiry"
    COUNCIL_APPEAL = "council-appeal"
    COUNCIL_LAWYER = "council-lawyer"
    COUNCIL_FILE = "council-file"
    COUNCIL_RULING = "council-ruling"
    RETAKE = "retake"
    CORRECTION = "correction"
    CLOSING = "closing"


class Restart(StrEnum):
    """Where a case begins anew once its order was taken back: where it went wrong."""

    OVERLEG = "overleg"
    HOORZITTING = "hoorzitting"
    BEVEL = "bevel"
    NIETS = "niets"


class DayOf(StrEnum):
    """Days that somebody may have noted wrong."""

    HOORZITTING = "hoorzitting"
    HANDTEKENING = "handtekening"
    KENNISGEVING = "kennisgeving"
    DWANGMIDDEL = "dwangmiddel"


class LapseEffect(StrEnum):
    """Effects of a lapse: of a renewal, the order before it goes on until its own end."""

    VERVALLEN = "vervallen"
    LOOPT_VERDER = "loopt_verder"


S = MeasureState

HEARD = (S.GEHOORD, S.SCHRIFTELIJK_VERWEER, S.NIET_VERSCHENEN)
UNINVITED = (S.VOORSTEL, S.ERNSTIGE_AANWIJZINGEN, S.OVERLEG_GERECHTELIJK)
UNORDERED = (
    *UNINVITED,
    S.UITGENODIGD,
    *HEARD,
    S.BEVEL_OPGESTELD,
)
NOTIFIED = (S.TER_KENNIS_GEBRACHT, S.IN_UITVOERING, S.UITVOERING_GECONTROLEERD)
ORDERED = (S.ONDERTEKEND, *NOTIFIED)
"""States in which an order may work, or still wait for its notification."""
ENDED = (S.VERVALLEN, S.VERLOPEN, S.OPGEHEVEN)
BEGUN_ANEW = (
    S.VOORSTEL,
    S.ERNSTIGE_AANWIJZINGEN,
    S.OVERLEG_GERECHTELIJK,
    S.UITGENODIGD,
    *HEARD,
    S.AFGESLOTEN,
)
"""Where a case may stand once its order was taken back."""
