"""Guards of the fine procedure: each gives the reason (Dutch) why a step may not be taken yet."""

from datetime import timedelta

from chassis.messages import lazy
from contracts.codes import MediationResult
from contracts.mixed_facts.codes import ProsecutorAnswer
from enforcement.cases.rules import Attempt
from enforcement.gas.rules.file import GasFile
from enforcement.gas.rules.states import DefenceOutcome, GasState, MixedOffence

VICTIM_CHECK_DAYS = 7
"""A check with the police that is older says nothing about the day of the decision [config]."""


def is_not_held(file: GasFile, _attempt: Attempt) -> str | None:
    """Nothing goes against somebody while the police ask for consultation (DP-11)."""
    if file.on_hold or file.state is GasState.OPGESCHORT_OVERLEG:
        return lazy(
            "Opgeschort: overleg. Overleg eerst met de politie en geef het dossier dan vrij."
        )
    return None


def is_held(file: GasFile, _attempt: Attempt) -> str | None:
    if file.on_hold or file.state is GasState.OPGESCHORT_OVERLEG:
        return None
    return lazy("Dit dossier is niet opgeschort.")


def is_competent(file: GasFile, _attempt: Attempt) -> str | None:
    if not file.competent:
        return lazy(
            "Op de dag van de feiten gold geen regel met een geldboete, of de persoon was te jong. "
            "Verklaar het dossier onontvankelijk."
        )
    return None


def is_triaged(file: GasFile, _attempt: Attempt) -> str | None:
    if file.envisaged is None:
        return lazy("Bekijk het dossier eerst: kies de beoogde geldboete voor de opstartbrief.")
    return None


def is_free_of_prosecutor(file: GasFile, attempt: Attempt) -> str | None:
    """Mixed facts: the prosecutor waived, or his silence lasted until the end of his term."""
    if file.mixed is None or file.prosecutor_answer is ProsecutorAnswer.AFGEZIEN:
        return None
    if file.prosecutor_answer is ProsecutorAnswer.VERVOLGT:
        return lazy("Het parket vervolgt deze feiten zelf.")
    if file.mixed is MixedOffence.ZWAAR:
        return lazy("Voor deze feiten moet het parket eerst zeggen dat het niet vervolgt.")
    if file.prosecutor_until is None or attempt.today <= file.prosecutor_until:
        return lazy("Het parket kan nog antwoorden. Wacht tot zijn termijn om is.")
    return None


def is_not_prosecuted(file: GasFile, _attempt: Attempt) -> str | None:
    """What the prosecutor says within his term ends the power to fine; later only administrative
    sanctions are left, and the officer says why one is right (art. 23 §3).
    """
    if file.barred:
        return lazy(
            "Het parket zei op tijd dat het vervolgt, of dat er te weinig bewijs is. De wet laat "
            "de stad dan geen geldboete meer opleggen."
        )
    if file.prosecuted:
        return lazy(
            "Ook het parket of de strafrechter heeft deze feiten. Zeg eerst waarom de stad toch "
            "verdergaat, of stop het dossier."
        )
    return None


def prosecution_is_to_weigh(file: GasFile, attempt: Attempt) -> str | None:
    if file.barred:
        return is_not_prosecuted(file, attempt)
    if not file.prosecuted:
        return lazy("Er is niets over een vervolging dat je nog moet afwegen.")
    return None


def had_its_term(file: GasFile, _attempt: Attempt) -> str | None:
    """Waiting for the prosecutor ended by a person's word, not by the calendar alone."""
    waited = file.prosecutor_silent or file.prosecutor_answer is ProsecutorAnswer.AFGEZIEN
    if file.mixed is not None and not waited:
        return lazy("Leg eerst vast wat het parket antwoordde, of dat het niet antwoordde.")
    return None


def start_was_notified(file: GasFile, attempt: Attempt) -> str | None:
    """The letter has arrived by law: that it will is known from the day on which it leaves."""
    if file.start_notified_on is None or attempt.today < file.start_notified_on:
        return lazy("De opstartbrief is nog niet ter kennis gebracht.")
    return None


def may_ask_hearing(file: GasFile, _attempt: Attempt) -> str | None:
    if not file.hears_by_right:
        return lazy(
            "Bij een beoogde geldboete tot en met € %(euros)s is er voor een meerderjarige geen "
            "recht op een hoorzitting. Schriftelijk verweer kan wel.",
            euros=file.hearing_threshold,
        )
    return None


def asks_hearing_once(file: GasFile, _attempt: Attempt) -> str | None:
    if file.hearing_done:
        return lazy("De hoorzitting is al geweest.")
    if file.hearing_asked:
        return lazy("Er is al een hoorzitting gevraagd.")
    return None


def hearing_is_awaited(file: GasFile, attempt: Attempt) -> str | None:
    if file.hearing_done:
        return lazy("De hoorzitting is al geweest.")
    return hearing_was_asked(file, attempt)


def hearing_was_asked(file: GasFile, _attempt: Attempt) -> str | None:
    if not file.hearing_asked:
        return lazy("Er is geen hoorzitting gevraagd.")
    return None


def defence_is_over(file: GasFile, attempt: Attempt) -> str | None:
    """The term is over, or nobody has more to say (art. 27): a defence alone may have a second.

    Of a minor's case each person has a term of the own (arts. 25 §5 and 31): what one of them did
    ends nobody else's, so that all have to say it.
    """
    alone = not file.minor and (file.not_contested or file.hearing_done)
    if alone or file.waived:
        return None
    if file.defence_until is None or attempt.today <= file.defence_until:
        return lazy(
            "De verweertermijn loopt nog. Wacht tot hij om is, ook na een verweer, tenzij de "
            "persoon zelf zegt dat er niets meer komt."
        )
    return None


def was_heard_if_asked(file: GasFile, _attempt: Attempt) -> str | None:
    if file.hearing_asked and not file.hearing_done:
        return lazy("Er is een hoorzitting gevraagd. Die moet eerst plaatsvinden.")
    return None


def minor_was_offered_mediation(file: GasFile, _attempt: Attempt) -> str | None:
    """Arts. 16 and 18: always offered to a minor, and ended without success, before a fine."""
    if not file.minor:
        return None
    if not file.mediation_offered:
        return lazy("Aan een minderjarige moet eerst bemiddeling worden aangeboden.")
    if not file.mediation_ended:
        return lazy("De bemiddeling met de minderjarige is nog niet afgelopen.")
    return None


def everybody_was_told(file: GasFile, _attempt: Attempt) -> str | None:
    """Art. 25 §5: each holder of parental authority has the same rights as the minor."""
    if file.minor and file.untold:
        return lazy(
            "Nog niet iedereen kreeg de opstartbrief. Ook wie het ouderlijk gezag heeft, krijgt er "
            "een, met een eigen termijn."
        )
    return None


def everybody_was_offered(file: GasFile, attempt: Attempt) -> str | None:
    """Art. 18: no offer has failed that somebody never got."""
    failed = attempt.outcome is not None and attempt.outcome != MediationResult.GESLAAGD
    if file.minor and file.unoffered and failed:
        return lazy("Nog niet iedereen kreeg het aanbod van bemiddeling. Stuur het eerst.")
    return None


def mediation_was_accepted(file: GasFile, _attempt: Attempt) -> str | None:
    if not file.mediation_accepted:
        return lazy("De bemiddeling is nog niet aanvaard.")
    return None


def lacks_mediator(file: GasFile, _attempt: Attempt) -> str | None:
    if file.mediator is not None:
        return lazy("Het is al gekend wie bemiddelt.")
    return None


def mediator_is_known(file: GasFile, _attempt: Attempt) -> str | None:
    """Art. 6 §3: or nobody could say later who may not decide."""
    if file.mediation_accepted and file.mediator is None:
        return lazy("Leg eerst vast wie bemiddelt.")
    return None


def service_not_accepted(file: GasFile, _attempt: Attempt) -> str | None:
    if file.service_accepted:
        return lazy("De gemeenschapsdienst is al aanvaard.")
    return None


def everybody_got_the_decision(file: GasFile, _attempt: Attempt) -> str | None:
    """Arts. 27 and 31: who still has to get the decision may still appeal."""
    if file.minor and file.undecided and not file.judged:
        return lazy("Nog niet iedereen kreeg de beslissing.")
    return None


def everybody_knows_the_amount(file: GasFile, _attempt: Attempt) -> str | None:
    """Who has another amount in hand than the fine has now may still appeal against it (0176)."""
    if file.uncorrected and not file.judged:
        return lazy("Nog niet iedereen kreeg de brief over het juiste bedrag.")
    return None


def tells_bar_once(file: GasFile, _attempt: Attempt) -> str | None:
    if file.bar_notified:
        return lazy("De stafhouder is al verwittigd.")
    return None


def bar_was_told(file: GasFile, _attempt: Attempt) -> str | None:
    if not file.bar_notified:
        return lazy("Verwittig eerst de stafhouder, en leg zijn kennisgeving bij het dossier.")
    return None


def minor_has_counsel(file: GasFile, attempt: Attempt) -> str | None:
    """Art. 16: the head of the bar was told and named a lawyer; the copy is in the file."""
    if not file.minor:
        return None
    untold = bar_was_told(file, attempt)
    if untold is None and not file.counsel_named:
        return lazy("Leg eerst vast welke dag de stafhouder een advocaat aanwees.")
    return untold


def prosecutor_has_copy(file: GasFile, _attempt: Attempt) -> str | None:
    """Art. 22 §3: always of a minor's finding; of mixed facts the prosecutor had the original."""
    if file.minor and file.mixed is None and not file.prosecutor_copied:
        return lazy("Stuur eerst een kopie van de vaststelling naar het parket, en leg dat vast.")
    return None


def copies_once(file: GasFile, _attempt: Attempt) -> str | None:
    if file.prosecutor_copied:
        return lazy("Het parket kreeg al een kopie.")
    return None


def is_minor(file: GasFile, _attempt: Attempt) -> str | None:
    if file.minor:
        return None
    return lazy("De persoon was op de dag van de feiten meerderjarig.")


def may_go_to_prosecutor(file: GasFile, _attempt: Attempt) -> str | None:
    if file.prosecutor_answer is not None or file.prosecutor_silent:
        return lazy("Het parket kreeg deze feiten al.")
    return None


def mediation_is_over(file: GasFile, _attempt: Attempt) -> str | None:
    if file.mediation_offered and not file.mediation_ended:
        return lazy("De bemiddeling is nog niet afgelopen.")
    return None


def offers_mediation_once(file: GasFile, _attempt: Attempt) -> str | None:
    if file.mediation_offered:
        return lazy("Er is al bemiddeling aangeboden.")
    return None


def mediation_not_accepted(file: GasFile, _attempt: Attempt) -> str | None:
    if file.mediation_accepted:
        return lazy("De bemiddeling is al aanvaard.")
    return None


def victim_was_checked(file: GasFile, attempt: Attempt) -> str | None:
    """Right before the decision somebody asked the police again (DP-11)."""
    if not file.may_be_victim:
        return None
    checked = file.victim_checked_on
    if checked is None or checked + timedelta(days=VICTIM_CHECK_DAYS) < attempt.today:
        return lazy(
            "Vraag de politie eerst of er overleg nodig is. Dat mag hoogstens %(days)s dagen "
            "voor de beslissing zijn.",
            days=VICTIM_CHECK_DAYS,
        )
    return None


def is_within_term(file: GasFile, attempt: Attempt) -> str | None:
    if attempt.today > file.decide_by:
        return lazy("De beslissingstermijn is voorbij. Er kan geen geldboete meer volgen.")
    return None


def is_past_term(file: GasFile, attempt: Attempt) -> str | None:
    if file.notified_on is not None:
        in_time = file.notified_on <= file.decide_by
        return lazy("De beslissing kwam binnen haar termijn aan.") if in_time else None
    if attempt.today <= file.decide_by:
        return lazy("De beslissingstermijn loopt nog.")
    return None


def is_notified_in_time(file: GasFile, attempt: Attempt) -> str | None:
    """Taken and made known within the term (art. 26)."""
    if (file.notified_on or attempt.today) > file.decide_by:
        return lazy("De kennisgeving kwam na de beslissingstermijn. De geldboete kan niet blijven.")
    return None


def came_in_time(file: GasFile, attempt: Attempt) -> str | None:
    """As above, by a later receipt that was proven too; a judge who let the fine stand knew it."""
    return None if file.judged else is_notified_in_time(file, attempt)


def amount_is_lawful(file: GasFile, attempt: Attempt) -> str | None:
    """Within every maximum (art. 4), and within what the opening letter had in view (art. 25)."""
    if attempt.outcome is None:
        return None
    fine = file.proposed
    if fine is None or fine.amount <= 0:
        return lazy("Zeg welke geldboete je oplegt.")
    if fine.amount > fine.limit:
        return lazy("Voor deze feiten is de geldboete hoogstens € %(euros)s.", euros=fine.limit)
    if not file.hears_by_right and fine.amount > file.hearing_threshold:
        return lazy(
            "De opstartbrief had hoogstens € %(euros)s op het oog, zonder hoorzitting. Meer kan "
            "niet worden opgelegd.",
            euros=file.hearing_threshold,
        )
    return None


def finder_was_checked(file: GasFile, _attempt: Attempt) -> str | None:
    """Somebody else than who decides read in the report who found the facts."""
    fine = file.proposed
    if file.finder is None:
        return lazy("Laat eerst een collega in het verslag nakijken wie de feiten vaststelde.")
    if fine is not None and file.finder_checked_by == fine.decider:
        return lazy("Wie de feiten vaststelde, kijkt een andere collega na dan wie beslist.")
    return None


def decider_took_no_part(file: GasFile, _attempt: Attempt) -> str | None:
    """Art. 6 §3: neither the finder nor the mediator."""
    fine = file.proposed
    if fine is None:
        return None
    if not fine.declares_no_part:
        return lazy("Wie de feiten vaststelde of bemiddelde, mag niet beslissen. Bevestig dat.")
    if fine.decider == file.finder:
        return lazy("Wie de feiten vaststelde, mag niet beslissen. Laat een ander beslissen.")
    if file.mediator is not None and fine.decider == file.mediator:
        return lazy("Wie bemiddelde, mag niet beslissen. Laat een andere ambtenaar beslissen.")
    return None


def defence_is_answered(file: GasFile, _attempt: Attempt) -> str | None:
    fine = file.proposed
    if fine is not None and file.defended and fine.defence is DefenceOutcome.GEEN_VERWEER:
        return lazy("Er is verweer gegeven. Zeg wat je met het verweer doet.")
    return None


def court_has_not_ruled(file: GasFile, _attempt: Attempt) -> str | None:
    """No appeal lies against a judgment (art. 31); who took an appeal back may still lodge one."""
    if file.judged:
        return lazy(
            "De rechtbank oordeelde al over deze geldboete. Daaraan verandert niemand nog iets."
        )
    return None


def appeal_term_is_over(file: GasFile, attempt: Attempt) -> str | None:
    if file.judged:
        return None
    if file.appeal_until is None or attempt.today <= file.appeal_until:
        return lazy("De beroepstermijn loopt nog.")
    return None
