"""No page of the calendar offers what its reader may not do: no link, and no form, is refused."""

from uuid import uuid4

from chassis.web import Function
from launcher.page_walk import PageWalk

from .support.browser import passer_by, signed_in
from .support.city import City, worker
from .support.rosters import LINE, upload, workbook

FUNCTIONS = {
    Function.EIGENAAR: None,
    Function.BEHEERDER: None,
    Function.FUNCTIONARIS_POLITIE: "politie",
    Function.POLITIE_BEHEERDER: "politie",
}
"""Who has pages here, and where they work; owners where the shift is."""


async def test_no_page_offers_a_step_that_is_refused(city: City) -> None:
    owner = await city.owner()
    await owner.declared(who=worker(int(uuid4().hex[:6], 16)))
    walk = PageWalk(city.app)
    for function, organisation in FUNCTIONS.items():
        browser = await signed_in(city, function, organisation or owner.organisation, "loopt")
        look = None
        if organisation is None:
            look = await upload(browser, workbook(LINE))
            assert look.status_code == 200
            begun = await browser.post("/aanvragen/nieuw", {"soort": "aanvraag"})
            assert begun.status_code == 303
        pages = await walk.go(browser.get, function, *([look.url.path] if look else []))
        assert pages, function
    assert not walk.refused, walk.report()
    missed = walk.screens() - walk.seen
    assert len(missed) < len(walk.screens()) / 3, missed


async def test_no_page_without_signing_in_leads_where_only_others_get(city: City) -> None:
    """Besides what is open to anybody there is the first page, which lets somebody sign in."""
    pages = ["/mijn", "/mijn/info", "/hulp", "/privacy"]
    walk = PageWalk(city.app)
    nobody = Function.ZORG_REGISTRATOR
    await walk.go(passer_by(city).get, nobody, *pages)
    assert walk.refused.keys() <= {("GET", "/")}, walk.report()
