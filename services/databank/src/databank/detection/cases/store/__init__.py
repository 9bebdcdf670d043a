"""Tables and queries of cases: their shared columns, their history, and the evidence for people."""
