"""Clerical review over HTTP."""
