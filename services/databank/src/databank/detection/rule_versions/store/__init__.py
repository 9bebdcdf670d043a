"""Tables and queries of the rules: versions with their history, and back-tests."""
