"""Refusals: why the domain does not do what was asked, in Dutch, for the person who asked.

Rules and operations raise them and know no HTTP; ``chassis.web.install`` registers one
handler for the whole tree, for every service::

    NotFoundError      404   it does not exist, or the actor may not know of it
    NotPermittedError  403   it exists, and is not this person's to see or to do
    FieldRefusedError  422   one field is wrong; FieldsRefusedError: several at once
    StepRefusedError   409   the state does not permit this step; so is any other refusal

A capability names its own in its ``rules``, as subclasses of these, where a caller must tell them
apart; where the sentence is all there is to say, an operation raises one of these itself. A route
does nothing about them. A screen that shows its form again catches what it shows at a field:
``except RefusedError as refusal: form.refuse(refusal)``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
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
        self.allowed = tuple(allowed or ())


class NotFoundError(RefusedError):
    """``what`` with its article, "Deze aangifte"; also for what the actor may not know of.

    ``reason`` is said instead of the usual "… bestaat niet."
    """

    def __init__(self, what: str, *, reason: str = "", code: str = "niet-gevonden") -> None:
        super().__init__(reason, code=code)
        self.what = what


@dataclass(frozen=True, slots=True)
class FieldError:
    """``field`` as the client wrote it (camelCase, dotted); ``reason`` in Dutch."""

    field: str
    reason: str


class FieldRefusedError(RefusedError):
    """One field is wrong for a reason that only the service knows."""

    def __init__(self, field: str, reason: str, *, code: str = "ongeldig") -> None:
        super().__init__(reason, code=code)
        self.field = field


class FieldsRefusedError(RefusedError):
    """Several fields are wrong; ``reason`` is said above them instead of the usual sentence."""

    def __init__(
        self, errors: Sequence[FieldError], *, reason: str = "", code: str = "ongeldig"
    ) -> None:
        super().__init__(reason, code=code)
        self.errors = tuple(errors)


class NotPermittedError(RefusedError):
    """This person may not take this step, or not see this; ``reason`` is said instead of that."""

    def __init__(
        self,
        reason: str = "",
        *,
        code: str = "geen-toegang",
        detail: str | None = None,
        extra: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(reason, code=code, detail=detail, extra=extra)
