"""Refusals: why the domain does not do what was asked, in Dutch, for the person who asked.

Rules and operations raise them and know no HTTP; ``chassis.web.problem`` turns them into answers.
A capability names its own in its ``rules``, as subclasses of these.
"""

from collections.abc import Sequence
from typing import Any


class RefusedError(Exception):
    """``reason`` and ``detail`` are read by people and may never hold personal data.

    ``code`` is kebab case and stays stable for clients; ``extra`` is for them too.
    """

    def __init__(
        self,
        reason: str,
        *,
        code: str = "conflict",
        detail: str | None = None,
        extra: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(code)
        self.reason = reason
        self.code = code
        self.detail = detail
        self.extra = extra


class StepRefusedError(RefusedError):
    """The state does not permit this step; ``allowed`` names the steps that it does permit."""

    def __init__(self, reason: str, allowed: Sequence[str] | None = None) -> None:
        super().__init__(reason, extra=None if allowed is None else {"allowed": [*allowed]})


class NotFoundError(RefusedError):
    """``what`` with its article, "Deze aangifte"; also for what the actor may not know of.

    ``reason`` is said instead of the usual "… bestaat niet."
    """

    def __init__(self, what: str, *, reason: str = "", code: str = "niet-gevonden") -> None:
        super().__init__(reason, code=code)
        self.what = what


class FieldRefusedError(RefusedError):
    """One field is wrong for a reason that only the service knows."""

    def __init__(self, field: str, reason: str, *, code: str = "ongeldig") -> None:
        super().__init__(reason, code=code)
        self.field = field


class NotPermittedError(RefusedError):
    """Somebody with this function may not take this step."""

    def __init__(self) -> None:
        super().__init__("Je hebt geen toegang tot deze stap.", code="geen-toegang")
