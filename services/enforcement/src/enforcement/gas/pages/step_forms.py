"""Every form of a step of a fine case, in the order of the procedure."""

from enforcement.gas.pages.forms import appeal, decision, defence, hearings, inquiry

FORMS = (*inquiry.FORMS, *defence.FORMS, *hearings.FORMS, *decision.FORMS, *appeal.FORMS)
