"""Welfare: protective signals, the steps that follow, and the hold on findings they cause."""
