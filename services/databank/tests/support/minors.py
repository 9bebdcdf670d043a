"""Birth dates of minors, whole or in part, and how an officer types them."""

from datetime import date, timedelta

from hypothesis import strategies as st


@st.composite
def minors(draw: st.DrawFn, on: date) -> str:
    """The birth date of somebody surely or possibly under 18 on a day: whole, or known in part."""
    eldest = on.replace(year=on.year - 18) + timedelta(days=1)
    born = draw(st.dates(eldest, on))
    return draw(st.sampled_from([f"{born}", f"{born:%Y-%m}", f"{born:%Y}"]))


def typed(born: str) -> str:
    """As on a form: 17-5-2010, 5-2010 or 2010."""
    return "-".join(reversed(born.split("-")))
