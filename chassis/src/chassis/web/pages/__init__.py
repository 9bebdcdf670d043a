"""Pages: server-rendered, Dutch first, usable without JavaScript, safe by their headers."""

from chassis.web.pages.flash import tell
from chassis.web.pages.forms import Form, read, sent
from chassis.web.pages.languages import gettext, ngettext
from chassis.web.pages.site import Item, Pages, Section, go, page

__all__ = [
    "Form",
    "Item",
    "Pages",
    "Section",
    "gettext",
    "go",
    "ngettext",
    "page",
    "read",
    "sent",
    "tell",
]
