"""The kind of device behind a session, so that a person recognises it: ``Chrome, Android``.

Kept this coarse on purpose: it tells two devices of one person apart, and no person from another.
"""

BROWSERS = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)
"""Names in a browser's user agent, in the order in which they are believed."""


def name_of(user_agent: str) -> str:
    """Empty where it says nothing that we know."""
    told = (
        next((name for mark, name in names if mark in user_agent), "")
        for names in (BROWSERS, SYSTEMS)
    )
    return ", ".join(filter(None, told))
