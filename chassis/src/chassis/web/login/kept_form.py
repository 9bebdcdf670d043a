"""A form that could not be taken goes back to who typed it: its session ended, or is too weak.

Nothing of it is kept here, and nothing is done with it. The page holds it while the person signs in
in another window, and sends it then; its own key sees to it that it counts once.
"""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from chassis.web.pages.site import Site
from chassis.web.problem import Problem, respond

URLENCODED = "application/x-www-form-urlencoded"
MOST_FIELDS = 2_000


class KeptForm(Response):
    """The answer with such a form. A page cannot hold files: then it says that they are lost.

    ``template`` holds the form, with ``context``.
    """

    def __init__(
        self, lost: Problem, template: str = "house/expired_form.html", **context: Any
    ) -> None:
        super().__init__(status_code=lost.status)
        self._lost = lost
        self._template = template
        self._context = context

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        site: Site | None = getattr(scope["app"].state, "site", None)
        kind = request.headers.get("content-type", "").partition(";")[0].strip()
        if site is None or kind != URLENCODED:
            await respond(self._lost, scope)(scope, receive, send)
            return
        sent = await request.form(max_fields=MOST_FIELDS)
        fields: list[tuple[str, Any]] = sent.multi_items()
        address = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        page = site.render(
            request,
            self._template,
            status=self._lost.status,
            fields=fields,
            address=address,
            **self._context,
        )
        await page(scope, receive, send)
