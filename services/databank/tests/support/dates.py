"""Days on which people of the stories were born."""

from datetime import date

from hypothesis import strategies as st

DAYS = st.dates(date(1930, 1, 1), date(2024, 12, 31))
