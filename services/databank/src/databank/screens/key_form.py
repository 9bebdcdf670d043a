"""A form that is one button: all that it sends is its key."""

from uuid import UUID

from pydantic import Field

from chassis.refusals import FieldRefusedError
from chassis.web import Body
from chassis.web.pages import Form
from chassis.web.pages.languages import mark


class KeyForm(Body):
    key: UUID = Field(alias="sleutel")


def key_of(form: Form[KeyForm]) -> UUID:
    """The key of the form. Refuses one that came without."""
    if form.model is None:
        reason = mark("Laad de pagina opnieuw en probeer het nog eens.")
        raise FieldRefusedError("sleutel", reason)
    return form.model.key
