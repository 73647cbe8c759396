"""Sending, keeping and showing files."""
