"""Flash messages: the person sees one on the next page, once."""

from starlette.requests import Request

from chassis.db import Transaction
from chassis.web.login import sessions
from chassis.web.login.sessions import Session

DONE, CAREFUL = "success", "warning"


async def tell(tx: Transaction, request: Request, text: str, kind: str = DONE) -> None:
    """Leave a message as part of ``tx``; ``text`` names no person."""
    session: Session = request.state.session
    await sessions.tell(tx.conn, session.digest, text, kind)
