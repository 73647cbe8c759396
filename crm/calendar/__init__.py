"""A private feed of follow-ups and visits for somebody’s own calendar."""
