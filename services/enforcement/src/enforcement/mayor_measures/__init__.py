"""Measures of the mayor about a place: public order, and closures for trafficking."""
