"""Rules of the yearly care report: which cells an indicator shows, and words that may stand."""
