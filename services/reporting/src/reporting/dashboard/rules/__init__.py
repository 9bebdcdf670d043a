"""Rules of the dashboard: a figure beside that of the period before."""
