"""Complaints: what went wrong, how it was made good, and what we learnt from it."""
