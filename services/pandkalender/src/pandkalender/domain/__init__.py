"""Rules of the calendar: pure, without I/O."""
