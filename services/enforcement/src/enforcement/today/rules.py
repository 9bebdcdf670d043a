"""Rules of a first page: how much it shows, and how far it looks ahead and back."""

from datetime import timedelta

MOST_ROWS = 6
"""Rows of a part of the page: the list that it links to has the others."""
LOOKED_AT = 30
"""Cases of which it is asked at a time what somebody may do; of more the states alone tell."""
MOST_TIMES = 10
"""So often it is asked of the next ones, while those before offer too little for the page."""
COUNTED = 25
"""Of a list of finance so many are counted, and after that it says "meer dan 25"."""
SHOWN_BACK = timedelta(days=60)
"""So long a hearing that nobody wrote down stays there."""
