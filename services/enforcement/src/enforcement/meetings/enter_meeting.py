"""What is owed while nobody entered a meeting."""

from chassis.web.pages.languages import mark

ENTER_MEETING = (mark("De vergadering van het college invullen"), "/collegevergaderingen")
"""What the secretary owes an order that waits for a meeting without a day, and where."""
