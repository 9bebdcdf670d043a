"""Pages of the acts of a desk: a form each, which takes the same act as the API does."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.responses import Response

from chassis.days import CITY, city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.refusals import FieldRefusedError, FieldsRefusedError, NotFoundError, RefusedError
from chassis.web import Actor, allow, reasons
from chassis.web.pages import Form, go, page, sent, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.after_form import asks_again
from chassis.web.pages.languages import mark
from chassis.web.pages.site import day, moment
from enforcement.acts.act import Act, Declaration, Fields, PageForm
from enforcement.acts.desk import CaseT, Desk
from enforcement.acts.fields import AS_LONG_AS_A_DAY, FormField, Look, Role
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.letter_texts.city_texts import blocks_of

SURE = "zeker"
"""The answer to the question whether what was filled in is right."""
YES, IMPROVE = "ja", "nee"
SEEN = "gezien"
"""The last line of the timeline when the form was shown: nobody acts on what others changed."""
TRIED = "bekijk"
"""The button that shows what would follow from what was filled in; nothing is done then."""
BLOCK = "blok"
"""The block of reasons that somebody begins with; nothing is done then."""
REASONS = "motivering"
"""What pages call the reasons of a decision, or of the draft of one."""
ASKS_AGAIN = "shows what cannot be undone once more"
SHOWS_FIRST = "shows what would follow before it is done"

CHANGED = mark(
    "Intussen veranderde dit dossier, door een collega of door een tweede klik. Wat je invulde, "
    "staat er nog. Bekijk eerst het dossier, en bewaar dan opnieuw als het nog klopt."
)

HOUR = mark("Geef ook het uur.")

Summary = Callable[[Transaction, CaseT], Awaitable[list[tuple[str, str]]]]
Tried = Callable[[Any], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Beside:
    """What a page shows beside the form of an act, and the template that does so.

    ``shown`` is of the case as it is; ``tried`` what the act would make of what was filled in, when
    somebody asks to see that first. It may refuse, and reads nothing that is kept: so no look is
    logged.
    """

    template: str
    shown: Callable[[Transaction, UUID], Awaitable[Mapping[str, Any]]] | None = None
    tried: Tried | None = None


def routes_of(
    desk: Desk[CaseT], summary: Summary[CaseT], beside: Mapping[type[Act], Beside] | None = None
) -> APIRouter:
    """A page for each act; ``summary`` says in pairs of words what is known of a case."""
    router = APIRouter(include_in_schema=False)
    for act in desk.acts:
        for said, form in act.pages():
            path = f"{desk.page}/{{case_id}}/{said.page}"
            page_of = _ActPage(desk, act, said, form, summary, (beside or {}).get(act))
            router.add_api_route(path, page_of.shown(), methods=["GET"])
            router.add_api_route(path, page_of.sent(), methods=["POST"])
    return router


class _ActPage:
    """A page of an act: what it says, and what it asks."""

    def __init__(
        self,
        desk: Desk[Any],
        act: type[Act],
        said: Declaration,
        form: type[Fields],
        summary: Summary[Any],
        beside: Beside | None,
    ) -> None:
        self._desk, self._act, self._summary = desk, act, summary
        self._declared, self._form, self._beside = said, form, beside

    def shown(self) -> Callable[..., Awaitable[Response]]:
        async def get_act(
            request: Request, case_id: UUID, tx: Tx, actor: Actor = allow(*self._declared.by)
        ) -> Response:
            case = await self._desk.get(tx, case_id)
            self._act.must_find(case)
            begun = await self._form.begins_for(tx, case, actor)
            form: Form[Any] = Form({name: list(values) for name, values in begun.items()})
            shut = case.procedure.shut(case.state, self._declared.step)
            form.errors |= {} if shut is None else {"": shut}
            return await self._show(request, tx, case_id, form)

        return get_act

    def sent(self) -> Callable[..., Awaitable[Response]]:
        async def post_act(
            request: Request, case_id: UUID, tx: Tx, actor: Actor = allow(*self._declared.by)
        ) -> Response:
            form = await sent(request)
            case = await self._desk.lock(tx, case_id)
            self._act.must_find(case)
            unasked = await self._unasked(tx, case)
            changed = form.value(SEEN) not in ("", str(await timeline.newest(tx, case_id)))
            if BLOCK in form.values:
                await self._begin_with_block(tx, form)
                form.errors |= {"": CHANGED} if changed else {}
                return await self._show(request, tx, case_id, form)
            if self._tried is not None and form.values.pop(TRIED, None) is not None:
                tried = self._try(form, By.actor(actor), self._tried, unasked)
                status = 422 if form.errors else 200
                return await self._show(request, tx, case_id, form, status=status, tried=tried)
            act = self._read(form, By.actor(actor), unasked)
            if changed:
                form.errors[""] = CHANGED
            if act is None or form.errors:
                return await self._show(request, tx, case_id, form, status=422)
            sure = form.value(SURE)
            if self._declared.asks and sure != YES:
                checks = sure != IMPROVE
                falls = await act.falls(tx, case) if checks else ()
                return await self._show(request, tx, case_id, form, checks=checks, falls=falls)
            try:
                await self._desk.take(tx, case_id, By.actor(actor), act)
            except NotFoundError:
                raise
            except RefusedError as refusal:
                refuse(form, self._form.page_name, refusal)
                return await self._show(request, tx, case_id, form, status=422)
            await tell(tx, request, told(self._declared.label))
            return go(f"{self._desk.page}/{case_id}")

        if self._declared.asks:
            return asks_again(ASKS_AGAIN)(post_act)
        return post_act if self._tried is None else asks_again(SHOWS_FIRST)(post_act)

    async def _begin_with_block(self, tx: Transaction, form: Form[Any]) -> None:
        """Put the words of the chosen block behind what was written: text to change."""
        chosen = form.values.pop(BLOCK)[-1]
        for block in await blocks_of(tx, self._desk.kind, city_day(tx.now)):
            if str(block.text_id) == chosen and self._reasons:
                written = form.value(self._reasons).strip()
                form.values[self._reasons] = [f"{written}\n\n{block.words}".strip()]

    @property
    def _tried(self) -> Tried | None:
        return None if self._beside is None else self._beside.tried

    def _try(
        self, form: Form[Any], by: By, tried: Tried, unasked: Collection[str]
    ) -> Mapping[str, Any]:
        """What the act would make of this; nothing where something is wrong: the form says it."""
        act = self._read(form, by, unasked)
        if act is None or form.errors:
            return {}
        try:
            return tried(act)
        except RefusedError as refusal:
            refuse(form, self._form.page_name, refusal)
        return {}

    @property
    def _reasons(self) -> str:
        """The field for reasons that somebody else reads, as the page calls it; else empty."""
        decides = self._declared.decides
        return next(
            (
                each.form.name
                for each in self._form.asked()
                if each.form
                and each.form.look is Look.AREA
                and (each.form.name == REASONS or (decides and each.role is Role.REASON))
            ),
            "",
        )

    def _read(self, form: Form[Any], by: By, unasked: Collection[str]) -> Act | None:
        """The act that was filled in; None where something is wrong, which the form then says.

        What the page does not ask is as the act has it by itself.
        """
        model = self._form
        given = {
            name: values for name, values in form.values.items() if any(map(str.strip, values))
        }
        apart = {SEEN, SURE} if self._declared.asks else {SEEN}
        asked = {each.form.name: (each.key, each.form) for each in model.asked() if each.form}
        for name in given.keys() - asked.keys() - apart:
            form.errors[name] = reasons.reason({"type": "extra_forbidden"})
        said = {
            key: told_by(field, given.get(name, ()))
            for name, (key, field) in asked.items()
            if name in given or field.look is Look.TICK
        }
        for name, (key, field) in asked.items():
            default = model.model_fields[key].get_default()
            half = half_said(field, given.get(name, ()), default)
            if half is not None and name not in unasked:
                form.errors[name] = half
        try:
            filled = model.model_validate(said)
            if isinstance(filled, PageForm):
                return filled.act_by(by)
            assert isinstance(filled, Act), "a page asks for its act, or for the form of it"
            return filled
        except ValidationError as error:
            for item in error.errors():
                name = model.page_name(str(item["loc"][0])) if item["loc"] else ""
                form.errors.setdefault(name, reasons.reason(item))
        except RefusedError as refusal:
            refuse(form, model.page_name, refusal)
        return None

    async def _show(
        self,
        request: Request,
        tx: Transaction,
        case_id: UUID,
        form: Form[Any],
        *,
        status: int = 200,
        checks: bool = False,
        falls: Sequence[str] = (),
        tried: Mapping[str, Any] | None = None,
    ) -> Response:
        """The form, or with ``checks`` what was filled in, once more before it is done.

        ``falls``: what falls in the case then.
        """
        case = await self._desk.get(tx, case_id)
        beside = None if checks else self._beside
        shown = None if beside is None else beside.shown
        fields = await self._offered(tx, case)
        begins = self._reasons and not checks
        today = city_day(tx.now)
        if checks:
            say_today(form, fields, today)
        form.labels = {each.name: _(each.label) for each in fields}
        form.values[SEEN] = [str(await timeline.newest(tx, case_id))]
        return page(
            request,
            "step_check.html" if checks else beside.template if beside else "step.html",
            status=status,
            case=case,
            step=self._declared,
            warned_of=self._act.warned_of(),
            fields=fields,
            back=f"{self._desk.page}/{case_id}",
            facts=await self._summary(tx, case),
            label=self._declared.label,
            answers=answers(form, fields) if checks else (),
            falls=[_(each) for each in falls],
            reasons_field=self._reasons,
            blocks=await blocks_of(tx, self._desk.kind, today) if begins else (),
            beside=None if shown is None else await shown(tx, case_id),
            tried=tried,
            form=form,
        )

    async def _offered(self, tx: Transaction, case: Any) -> list[FormField]:
        """The fields with the choices of this moment."""
        found = await self._form.choices(tx, case)
        unasked = await self._unasked(tx, case)
        return [
            replace(each.form, choices=found.get(each.form.name, each.form.choices))
            for each in self._form.asked()
            if each.form is not None and each.form.name not in unasked
        ]

    async def _unasked(self, tx: Transaction, case: Any) -> Collection[str]:
        """Fields whose one choice of this moment is what the act has by itself: nobody chooses."""
        found = await self._form.choices(tx, case)
        return [
            each.form.name
            for each in self._form.asked()
            if each.form is not None
            and [*found.get(each.form.name, ())]
            == [self._form.model_fields[each.key].get_default()]
        ]


def told_by(field: FormField, values: Sequence[str]) -> Any:
    """What a browser sent, as a program would say it: yes or no, a list, a moment with its zone."""
    if field.look is Look.TICKS:
        return [value for value in values if value.strip()]
    if field.look is Look.TICK:
        return values[-1] if values else False
    if field.look is Look.MOMENT:
        try:
            moment = datetime.fromisoformat(values[-1].strip())
        except ValueError:
            return values[-1]
        return moment if moment.tzinfo else moment.replace(tzinfo=CITY)
    return values[-1]


def half_said(field: FormField, values: Sequence[str], default: object) -> str | None:
    """The reason (Dutch) why a page takes no default in somebody's place, or None: neither a choice
    that nobody made, nor midnight for an hour that nobody said."""
    if field.look is Look.CHOICE and not values and default is not None:
        return reasons.reason({"type": "missing"})
    if field.look is Look.MOMENT and values and len(values[-1].strip()) <= AS_LONG_AS_A_DAY:
        return HOUR
    return None


def refuse(form: Form[Any], page_name: Callable[[str], str], refusal: RefusedError) -> None:
    """Say what is wrong at the field of this form that it is about."""
    if isinstance(refusal, FieldRefusedError):
        form.errors[page_name(refusal.field)] = refusal.reason
    elif isinstance(refusal, FieldsRefusedError):
        form.errors |= {page_name(each.field): each.reason for each in refusal.errors}
    else:
        form.errors[""] = refusal.reason


def told(label: str) -> str:
    """What somebody reads who took a step: inside a sentence, names keep their capitals."""
    said = _(label)
    return _("Genoteerd: %(step)s.") % {"step": said[:1].lower() + said[1:]}


def say_today(form: Form[Any], fields: Sequence[FormField], today: date) -> None:
    """Fill in the day that an empty one means: who confirms after midnight keeps the one shown."""
    for each in fields:
        if each.empty_is_today and not form.value(each.name).strip():
            form.values[each.name] = [today.isoformat()]


def answers(form: Form[Any], fields: Sequence[FormField]) -> list[tuple[str, str]]:
    """Each label with what was filled in, in words."""
    return [
        (_(each.label), ", ".join(_answer(each, value) for value in _values(form, each)))
        for each in fields
    ]


def _values(form: Form[Any], field: FormField) -> Sequence[str]:
    return form.values.get(field.name, ()) if field.look is Look.TICKS else [form.value(field.name)]


def _answer(field: FormField, value: str) -> str:
    if field.look is Look.TICK:
        return _("Ja") if value else _("Nee")
    if field.choices is not None:
        return _(next((said for code, said in field.choices.items() if str(code) == value), ""))
    if field.look is Look.EUROS:
        return f"€ {value}" if value else ""
    return _as_pages_say(field, value)


def _as_pages_say(field: FormField, value: str) -> str:
    """A day or a moment in the form that it has on every page."""
    if field.look is Look.MOMENT:
        told_at = told_by(field, [value])
        return moment(told_at) if isinstance(told_at, datetime) else value
    try:
        return day(date.fromisoformat(value.strip())) if field.look is Look.DAY else value
    except ValueError:
        return value
