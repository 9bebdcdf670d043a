"""Rules of indicators: one function of the evidence for each."""
