"""The page that makes codes of names, in the browser alone.

It holds no data and asks for none, so it needs no login: who prepares the tables may have none. Its
answer forbids the browser to send anything, to us too.
"""

import json

from fastapi import APIRouter, Request
from starlette.responses import Response

from chassis.web.pages import page
from chassis.web.pages.headers import content_security_policy
from registry.minimum_format.rules.columns import COLUMNS

router = APIRouter(include_in_schema=False)


@router.get("/codes-maken")
async def get_codes(request: Request) -> Response:
    kept = sorted({column.name for columns in COLUMNS.values() for column in columns})
    answer = page(request, "pseudonyms.html", session_expiry=None, kept=json.dumps(kept))
    answer.headers["Content-Security-Policy"] = content_security_policy(sends=False)
    return answer
