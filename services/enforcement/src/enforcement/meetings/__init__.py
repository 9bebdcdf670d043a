"""Meetings of the college: days that its secretary enters, by which orders must be confirmed."""
