"""Codes of a street ban, and the legal terms that run in one (handbook §2.8)."""

from enum import StrEnum


class BanState(StrEnum):
    VOORSTEL = "voorstel"
    GEWAARSCHUWD = "gewaarschuwd"
    UITGENODIGD = "uitgenodigd"
    GEHOORD = "gehoord"
    BEVOLEN = "bevolen"
    ACTIEF = "actief"
    VOORBIJ = "voorbij"
    AFGESLOTEN = "afgesloten"


class BanStep(StrEnum):
    """Values are the last part of the step's address."""

    REVIEW = "review"
    WARNING = "warning"
    WARNING_SKIPPED = "warning-skipped"
    NEXT_FACT = "next-fact"
    HEARING_INVITATION = "hearing-invitation"
    HEARING = "hearing"
    WRITTEN_DEFENCE = "written-defence"
    ABSENCE = "absence"
    ABSENCE_VOID = "absence-void"
    PERIMETER = "perimeter"
    ORDER = "order"
    NOTIFICATION = "notification"
    CONFIRMATION = "confirmation"
    RENEWAL = "renewal"
    LIFTING = "lifting"
    RETAKE = "retake"
    CORRECTION = "correction"
    CONFIRMATION_CORRECTION = "confirmation-correction"
    LAPSE = "lapse"
    EXPIRY = "expiry"
    DISCONTINUATION = "discontinuation"
    COUNCIL_APPEAL = "council-appeal"
    COUNCIL_LAWYER = "council-lawyer"
    COUNCIL_FILE = "council-file"
    COUNCIL_RULING = "council-ruling"
    CLOSING = "closing"


class Restart(StrEnum):
    """Where a case begins anew once its order was taken back: where it went wrong."""

    WAARSCHUWING = "waarschuwing"
    HOORZITTING = "hoorzitting"
    BEVEL = "bevel"


class DayOf(StrEnum):
    """Days that somebody may have noted wrong."""

    WAARSCHUWING = "waarschuwing"
    HOORZITTING = "hoorzitting"
    HANDTEKENING = "handtekening"
    KENNISGEVING = "kennisgeving"


class Confirmation(StrEnum):
    """Decision of the college about an order, at its meeting."""

    BEVESTIGD = "bevestigd"
    NIET_BEVESTIGD = "niet_bevestigd"
    UITGESTELD = "uitgesteld"


BASIS = "ngw:134sexies"
LENGTH_TERM = "mayor.streetban_max"
RENEWALS_TERM = "mayor.streetban_renewals"
NOTICE_TERM = "sanction.hearing_notice_days"
MOST_RENEWALS = 2
"""By the law of every day since 2014-01-01; a dated row beside it may say less, never more."""

KEPT_YEARS = 1
"""So long the perimeter stays after a case was closed, for whoever asks how its ban ran: the city's
choice, since no text of law gives a term."""

BREACH_FACT = "straatverbod.overtreden"
"""Code of the fact: the police alone find a breach, and a fine may follow (§5)."""
BREACHED = "overtreding"
"""Noted in the timeline."""
