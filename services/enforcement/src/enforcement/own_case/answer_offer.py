"""Answer an offer on the page of the own case: a mediation, or community service."""

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import StepRefusedError
from contracts.codes import MediationResult
from enforcement.acts.act import Act
from enforcement.gas import store as gas
from enforcement.gas.acts.alternatives import AcceptOffer, AcceptService, EndMediation, EndService
from enforcement.gas.desk import FINES
from enforcement.gas.rules import CommunityServiceResult, GasState
from enforcement.gas.store import GasCase
from enforcement.notifications.rules.letters import AddresseeRole
from enforcement.notifications.store import letters
from enforcement.notifications.store.case_access import CaseAccess
from enforcement.own_case.defend import PERSON
from enforcement.own_case.rules import Offer


def offer_of(case: GasCase) -> Offer | None:
    """The offer that waits for an answer."""
    if case.state is GasState.BEMIDDELING_LOPEND and case.mediation_accepted_on is None:
        return Offer.BEMIDDELING
    if case.state is GasState.GEMEENSCHAPSDIENST_LOPEND and case.service_accepted_on is None:
        return Offer.GEMEENSCHAPSDIENST
    return None


async def decides(tx: Transaction, opened: CaseAccess) -> bool:
    """Whether the reader may answer: a minor answers, and who has parental authority comes along
    (GAS law art. 18).
    """
    return (await letters.get(tx, opened.letter_id)).role is AddresseeRole.OVERTREDER


async def answer(tx: Transaction, opened: CaseAccess, offer: Offer, *, accepts: bool) -> None:
    """Take the step of the procedure. Raises ``RefusedError``, also for an offer that is over."""
    case = await gas.get_for_update(tx, opened.case_id)
    if offer_of(case) is not offer or not await decides(tx, opened):
        raise StepRefusedError(lazy("Dat kan nu niet in dit dossier."))
    await FINES.take(tx, opened.case_id, PERSON, _act(offer, accepts=accepts))


def _act(offer: Offer, *, accepts: bool) -> Act:
    if offer is Offer.BEMIDDELING:
        return AcceptOffer() if accepts else EndMediation(result=MediationResult.GEWEIGERD)
    return AcceptService() if accepts else EndService(result=CommunityServiceResult.NIET_VOLBRACHT)
