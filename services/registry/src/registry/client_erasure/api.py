"""Erasure of one client over HTTP, and its proofs."""

from datetime import datetime
from typing import Self
from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import Field

from chassis.edge import Tx
from chassis.web import Body, Page, View, hal, listed
from registry.client_erasure import store
from registry.client_erasure.erase import erase_client
from registry.client_erasure.rules import LONGEST_CODE, Place
from registry.client_erasure.store import ClientErasure
from registry.roles import Responsible, organisation_of

router = APIRouter(prefix="/v1", tags=["wissen"])


class ErasureBody(Body):
    client_code: str = Field(min_length=1, max_length=LONGEST_CODE)
    """As the organisation delivered it, with the same capitals."""


class YearErasureView(View):
    """``erased`` counts what went from each place, over all deliveries of the year."""

    year: int
    erased: dict[Place, int]


class ClientErasureView(View):
    """The proof says how much went, and never of whom. ``erased_by`` is a pseudonym."""

    erasure_id: UUID
    erased_at: datetime
    erased_by: str
    years: list[YearErasureView] = Field(default_factory=list)

    @classmethod
    def of(cls, proof: ClientErasure) -> Self:
        return cls(
            erasure_id=proof.erasure_id,
            erased_at=proof.erased_at,
            erased_by=proof.erased_by,
            years=[
                YearErasureView(year=int(year), erased=places)
                for year, places in sorted(proof.erased.items())
            ],
        )


@router.post("/client-erasures", status_code=201)
async def erase(tx: Tx, actor: Responsible, body: ErasureBody) -> ClientErasureView:
    """Erase a client of the own organisation from all that is kept. It cannot be taken back.

    Figures that were told stand, and nothing is published by it.
    """
    organisation = organisation_of(actor)
    proof = await erase_client(tx, organisation, body.client_code, by=actor.subject)
    return ClientErasureView.of(proof)


@router.get("/client-erasures", **listed(ClientErasureView))
async def read(request: Request, tx: Tx, actor: Responsible, page: Page) -> Response:
    """The proofs of the own organisation, newest first."""
    organisation = organisation_of(actor)
    proofs, total = await store.newest(tx, organisation, limit=page.pagesize, offset=page.offset)
    items = [ClientErasureView.of(proof) for proof in proofs]
    return hal(request, "clientErasures", items, page, total=total)
