"""People decide who is who: questions, verdicts, merges, splits, and what follows from them."""
