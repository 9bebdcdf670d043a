"""Rules of corrections: what is kept of an upload, and how a suggestion changes it."""
