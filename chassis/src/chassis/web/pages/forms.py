"""Forms that were sent: read into a model, or shown again with the error at each field."""

from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from starlette.datastructures import FormData
from starlette.requests import Request

from chassis.refusals import RefusedError
from chassis.web import reasons
from chassis.web.pages.languages import gettext
from chassis.web.problem import Problem

Model = TypeVar("Model", bound=BaseModel)
MOST_FIELDS = 2_000


@dataclass(slots=True)
class Form(Generic[Model]):
    """A filled-in form. ``errors`` by field name, in Dutch; ``""`` is the whole form.

    ``labels`` of fields, translated, stand before what is wrong at them in the summary.
    """

    values: dict[str, list[str]] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    model: Model | None = None
    labels: dict[str, str] = field(default_factory=dict)

    def value(self, name: str) -> str:
        values = self.values.get(name)
        return values[-1] if values else ""

    def chosen(self, name: str) -> list[str]:
        return self.values.get(name, [])

    def error(self, name: str) -> dict[str, str] | None:
        """The error of a field as the components want it: ``{"text": ...}``, or nothing."""
        text = self.errors.get(name)
        return {"text": gettext(text)} if text else None

    @property
    def summary(self) -> list[dict[str, str]]:
        """The error summary: each message leads to its field."""
        return [
            {"text": self._at_field(name, text), **({"href": f"#{name}"} if name else {})}
            for name, text in self.errors.items()
        ]

    def _at_field(self, name: str, text: str) -> str:
        label = self.labels.get(name)
        return f"{label}: {gettext(text)}" if label else gettext(text)

    def refuse(self, refusal: Problem | RefusedError) -> None:
        """Take over what the service says is wrong; fields of the API are fields of the form."""
        problem = refusal if isinstance(refusal, Problem) else Problem.of_refusal(refusal)
        for error in problem.errors:
            self.errors.setdefault(error.field, error.reason)
        if not problem.errors:
            self.errors.setdefault("", problem.detail or problem.title)


async def sent(request: Request) -> Form[Any]:
    """The sent form as it was filled in, of which nothing is read into a model yet."""
    return Form(values=_texts(await request.form(max_fields=MOST_FIELDS)))


async def read(request: Request, model: type[Model], apart: str = "") -> Form[Model]:
    """The sent form; its ``model`` is there when nothing is wrong, and knows no field ``apart``.

    Fields are named as in the model (camelCase). A field left empty counts as not given, and a
    field given several times is a list where the model wants one.
    """
    form: Form[Model] = await sent(request)
    given = {name: values for name, values in form.values.items() if any(map(str.strip, values))}
    given.pop(apart, None)
    try:
        form.model = model.model_validate(_shaped(given, model))
    except ValidationError as error:
        for item in error.errors():
            name = reasons.field(("body", *item["loc"])) if item["loc"] else ""
            form.errors.setdefault(name, reasons.reason(item))
    return form


def _texts(sent: FormData) -> dict[str, list[str]]:
    texts: dict[str, list[str]] = {}
    for name, value in sent.multi_items():
        if isinstance(value, str):
            texts.setdefault(name, []).append(value)
    return texts


def _shaped(given: dict[str, list[str]], model: type[BaseModel]) -> dict[str, Any]:
    lists = {
        info.alias or name
        for name, info in model.model_fields.items()
        if any(word in str(info.annotation) for word in ("list[", "set[", "tuple["))
    }
    return {
        name: [value for value in values if value.strip()] if name in lists else values[-1]
        for name, values in given.items()
    }
