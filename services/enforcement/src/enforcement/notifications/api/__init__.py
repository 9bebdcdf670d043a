"""Letters over HTTP: addressees, drafts, and each step of a letter."""
