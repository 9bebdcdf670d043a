"""The owner's own declarations: how they stand, what the city asks, found and decided."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from chassis.web.pages.site import moment
from contracts.codes import VisitKind, VisitReason, VisitResult
from contracts.enforcement import (
    PremisesClosed,
    PremisesReopened,
    SuitabilityConditionsMet,
    SuitabilityReconsidered,
    SuitabilityRefused,
    SuitabilityRelinquished,
    SuitabilitySuspended,
    SuitabilitySuspensionLifted,
    SuitabilityVisitCompleted,
    SuitabilityWithdrawn,
)

from ..support.browser import Browser, SignIn
from ..support.city import NOW, City, Owner


async def shown(browser: Browser) -> str:
    page = await browser.get("/vergunningen")
    assert page.status_code == 200, page.text
    return " ".join(page.text.split())


@pytest.fixture
async def new(city: City) -> Owner:
    return await city.owner(granted=False)


@pytest.fixture
async def screen(sign_in: SignIn, new: Owner) -> Browser:
    return await sign_in(new)


async def test_without_premises_the_page_says_so(screen: Browser) -> None:
    assert "Je hebt vandaag geen geschiktheidsverklaring." in await shown(screen)


async def test_a_full_declaration_shows_its_last_day_and_the_yearly_visit_to_come(
    city: City, new: Owner, screen: Browser
) -> None:
    await city.tell(city.grant(new))
    page = await shown(screen)
    assert "Geldig" in page
    assert "31 mei 2027" in page
    assert "Voorbeeldstraat 1, 2000" in page
    assert "De stad komt dit jaar nog langs" in page
    assert "Vraag op tijd een vernieuwing aan" not in page


async def test_conditions_show_until_when_and_afterwards_that_they_are_met(
    city: City, new: Owner, screen: Browser
) -> None:
    dossier_id = uuid4()
    grant = city.grant(new, dossier_id).model_copy(
        update={
            "conditional": True,
            "conditions": ("brandblusser_per_kamer",),
            "conditions_due_on": date(2026, 1, 4),
        }
    )
    await city.tell(grant)
    page = await shown(screen)
    assert "Geldig, met voorwaarden" in page
    assert "Brandblusser per kamer" in page
    assert "Te laat" in page
    met = SuitabilityConditionsMet(premises_id=new.premises_id, dossier_id=dossier_id, met_at=NOW)
    await city.tell(met)
    page = await shown(screen)
    assert "Geldig, met voorwaarden" not in page
    assert "Aan alle voorwaarden is voldaan" in page


@pytest.mark.parametrize(
    "over", ["withdrawn", "relinquished", "expired", "withdrawn before", "to come"]
)
async def test_a_declaration_that_is_over_asks_no_conditions(
    city: City, new: Owner, screen: Browser, over: str
) -> None:
    """Of one that is still to come they are asked."""
    dossier_id = uuid4()
    asked = {"conditional": True, "conditions": ("branddeur",), "conditions_due_on": None}
    if over == "expired":
        asked |= {"valid_from": date(2025, 6, 1), "valid_to": NOW.date() - timedelta(days=1)}
    if over in ("to come", "withdrawn before"):
        asked |= {"valid_from": NOW.date() + timedelta(days=30)}
    await city.tell(city.grant(new, dossier_id).model_copy(update=asked))
    ids = {"premises_id": new.premises_id, "dossier_id": dossier_id}
    if "withdrawn" in over:
        await city.tell(SuitabilityWithdrawn(**ids, withdrawn_at=NOW))
    if over == "relinquished":
        await city.tell(SuitabilityRelinquished(**ids, relinquished_at=NOW))
    page = await shown(screen)
    assert "Voorbeeldstraat 1" in page
    assert ("Branddeur" in page) is (over == "to come")


async def test_a_visit_shows_whenever_it_comes_and_only_to_the_owner_of_its_dossier(
    city: City, new: Owner, screen: Browser, sign_in: SignIn
) -> None:
    dossier_id = uuid4()

    def visit(kind: VisitKind, reason: VisitReason) -> SuitabilityVisitCompleted:
        return SuitabilityVisitCompleted(
            visit_id=uuid4(),
            dossier_id=dossier_id,
            premises_id=new.premises_id,
            kind=kind,
            reason=reason,
            result=VisitResult.TEKORTEN,
            rooms_visited=3,
            completed_at=NOW,
        )

    await city.tell(visit(VisitKind.REACTIEF, VisitReason.AANVRAAG))
    await city.tell(city.grant(new, dossier_id))
    await city.tell(visit(VisitKind.PROACTIEF, VisitReason.JAARLIJKS))
    page = await shown(screen)
    assert "Bezoek bij je aanvraag" in page
    assert "Er zijn tekorten" in page
    assert "De stad komt dit jaar nog langs" not in page

    buyer = await city.owner(granted=False)
    buyer.premises_id, buyer.rooms = new.premises_id, new.rooms
    await city.tell(city.grant(buyer, decided_at=NOW))
    sold = await shown(screen)
    assert "Voorbeeldstraat" not in sold
    bought = await shown(await sign_in(buyer))
    assert "Voorbeeldstraat 1" in bought
    assert "Bezoek bij je aanvraag" not in bought


async def test_sanctions_show_with_their_start_and_end_and_what_is_lifted_is_over(
    city: City, new: Owner, screen: Browser
) -> None:
    dossier_id = uuid4()
    await city.tell(
        city.grant(new, dossier_id),
        SuitabilitySuspended(
            premises_id=new.premises_id,
            dossier_id=dossier_id,
            case_id=uuid4(),
            suspended_from=NOW - timedelta(days=1),
            suspended_to=NOW + timedelta(days=30),
            decided_at=NOW - timedelta(days=2),
        ),
    )
    page = await shown(screen)
    assert "Niet te gebruiken" in page
    assert "Schorsing: van" in page
    assert "(voorbij)" not in page
    lifted = SuitabilitySuspensionLifted(
        premises_id=new.premises_id, dossier_id=dossier_id, lifted_at=NOW
    )
    await city.tell(lifted)
    page = await shown(screen)
    assert "Niet te gebruiken" not in page
    assert "(voorbij)" in page
    await city.tell(
        PremisesClosed(
            premises_id=new.premises_id, case_id=uuid4(), closed_from=NOW, decided_at=NOW
        ),
        SuitabilityWithdrawn(premises_id=new.premises_id, dossier_id=dossier_id, withdrawn_at=NOW),
    )
    page = await shown(screen)
    assert "Sluiting: vanaf" in page
    assert "zonder einde" in page
    assert "Ingetrokken op" in page
    assert "Vraag een nieuwe aan" in page


async def test_a_suspension_that_was_taken_back_is_shown_as_none(
    city: City, new: Owner, screen: Browser
) -> None:
    dossier_id = uuid4()
    await city.tell(
        city.grant(new, dossier_id),
        SuitabilitySuspended(
            premises_id=new.premises_id,
            dossier_id=dossier_id,
            case_id=uuid4(),
            suspended_from=NOW - timedelta(days=1),
            suspended_to=NOW + timedelta(days=30),
            decided_at=NOW - timedelta(days=2),
        ),
        SuitabilitySuspensionLifted(
            premises_id=new.premises_id, dossier_id=dossier_id, lifted_at=NOW, taken_back=True
        ),
    )
    page = await shown(screen)
    assert "Niet te gebruiken" not in page
    assert "Schorsing: ingetrokken op" in page and "alsof ze er nooit was" in page
    assert "Schorsing: van" not in page and "(voorbij)" not in page


@pytest.mark.parametrize("suspended_since", [False, True])
async def test_a_suspension_that_was_stayed_and_then_annulled_says_so_and_not_that_it_is_over(
    city: City, new: Owner, screen: Browser, suspended_since: bool
) -> None:
    """Coordinated laws on the Council of State, art. 14. A later one of another case stays."""
    dossier_id = uuid4()
    suspended = {"premises_id": new.premises_id, "dossier_id": dossier_id}
    lifted = {"premises_id": new.premises_id, "dossier_id": dossier_id}
    first = SuitabilitySuspended(
        **suspended,
        case_id=uuid4(),
        suspended_from=NOW - timedelta(days=9),
        suspended_to=NOW + timedelta(days=30),
        decided_at=NOW - timedelta(days=10),
    )
    stayed = SuitabilitySuspensionLifted(**lifted, lifted_at=NOW - timedelta(days=2))
    annulled = SuitabilitySuspensionLifted(
        **lifted, lifted_at=NOW - timedelta(days=1), annulled=True
    )
    other = SuitabilitySuspended(
        **suspended,
        case_id=uuid4(),
        suspended_from=NOW - timedelta(hours=2),
        suspended_to=NOW + timedelta(days=3),
        decided_at=NOW - timedelta(hours=2),
    )
    await city.tell(city.grant(new, dossier_id), first, stayed, annulled)
    if suspended_since:
        await city.tell(other)
    page = await shown(screen)
    assert "Schorsing: vernietigd door de Raad van State: ze telt alsof ze er nooit was" in page
    assert "(voorbij)" not in page
    assert ("Niet te gebruiken" in page) is suspended_since
    assert page.count("Schorsing: van ") == suspended_since


@pytest.mark.parametrize("lifted_before", [False, True])
@pytest.mark.parametrize("days_after", [0, 40])
async def test_a_closure_that_was_annulled_says_so_and_not_that_it_ran_out(
    city: City, new: Owner, screen: Browser, lifted_before: bool, days_after: int
) -> None:
    """Coordinated laws on the Council of State, art. 14: what is annulled never was, also where the
    Council stayed it first, or rules after its last day."""
    case_id = uuid4()
    closed = PremisesClosed(
        premises_id=new.premises_id,
        case_id=case_id,
        closed_from=NOW - timedelta(days=9),
        closed_to=NOW + timedelta(days=30 - days_after),
        decided_at=NOW - timedelta(days=10),
    )
    reopened = {"premises_id": new.premises_id, "case_id": case_id}
    stayed = [PremisesReopened(**reopened, reopened_at=NOW - timedelta(hours=2))]
    await city.tell(
        city.grant(new),
        closed,
        *(stayed if lifted_before else []),
        PremisesReopened(**reopened, reopened_at=NOW, annulled=True),
    )
    page = await shown(screen)
    assert "Niet te gebruiken" not in page
    assert "Sluiting: vernietigd door de Raad van State: ze telt alsof ze er nooit was" in page
    assert "Sluiting: van" not in page and "(voorbij)" not in page


async def test_a_closure_that_lapsed_shows_the_day_of_the_law_and_not_that_of_the_noting(
    city: City, new: Owner, screen: Browser
) -> None:
    """Told after the day on which the law ended it, and noted later still."""
    case_id = uuid4()
    lapsed_at = NOW - timedelta(days=3)
    await city.tell(
        city.grant(new),
        PremisesClosed(
            premises_id=new.premises_id,
            case_id=case_id,
            closed_from=NOW - timedelta(days=9),
            closed_to=NOW + timedelta(days=30),
            decided_at=NOW - timedelta(days=2),
        ),
        PremisesReopened(
            premises_id=new.premises_id, case_id=case_id, reopened_at=lapsed_at, noted_at=NOW
        ),
    )
    page = await shown(screen)
    assert "Niet te gebruiken" not in page
    assert f"tot {moment(lapsed_at)} (voorbij)" in page


async def test_a_sanction_that_was_over_before_a_sale_is_not_shown_to_the_buyer(
    city: City, new: Owner, sign_in: SignIn
) -> None:
    dossier_id = uuid4()
    long_ago = NOW - timedelta(days=100)
    await city.tell(
        city.grant(new, dossier_id),
        SuitabilitySuspended(
            premises_id=new.premises_id,
            dossier_id=dossier_id,
            case_id=uuid4(),
            suspended_from=long_ago,
            suspended_to=long_ago + timedelta(days=10),
            decided_at=long_ago,
        ),
    )
    buyer = await city.owner(granted=False)
    buyer.premises_id, buyer.rooms = new.premises_id, new.rooms
    await city.tell(city.grant(buyer, decided_at=NOW))
    assert "Schorsing" not in await shown(await sign_in(buyer))


async def test_near_its_end_the_owner_is_reminded_to_renew(
    city: City, new: Owner, screen: Browser
) -> None:
    await city.tell(city.grant(new, valid_to=date(2026, 3, 31)))
    assert "Vraag op tijd een vernieuwing aan" in await shown(screen)


async def test_a_refused_renewal_is_told_and_the_declaration_runs_out(
    city: City, new: Owner, screen: Browser
) -> None:
    dossier_id = uuid4()
    await city.tell(city.grant(new, dossier_id))
    refused = SuitabilityRefused(premises_id=new.premises_id, dossier_id=dossier_id, decided_at=NOW)
    await city.tell(refused)
    page = await shown(screen)
    assert "Vernieuwing geweigerd op" in page
    assert "31 mei 2027" in page


async def test_a_refusal_that_is_no_more_is_shown_no_more(
    city: City, new: Owner, screen: Browser
) -> None:
    """Of a house whose grant the city took back and refused anew, until it took that back too."""
    dossier_id = uuid4()
    ids = {"premises_id": new.premises_id, "dossier_id": dossier_id}
    await city.tell(city.grant(new, dossier_id))
    await city.tell(SuitabilityRefused(**ids, decided_at=NOW))
    early = SuitabilityReconsidered(**ids, reconsidered_at=NOW - timedelta(minutes=1))
    await city.tell(early)
    assert "Vernieuwing geweigerd op" in await shown(screen), "of an earlier refusal"
    annulled = SuitabilityReconsidered(**ids, reconsidered_at=NOW)
    await city.tell(annulled, annulled)
    assert "Vernieuwing geweigerd op" not in await shown(screen)
