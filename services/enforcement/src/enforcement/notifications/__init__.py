"""Notifications: letters of a case, how they go out, and the day on which they arrived."""
