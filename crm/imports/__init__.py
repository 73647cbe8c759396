"""Bringing in customers, people and old contacts from files."""
