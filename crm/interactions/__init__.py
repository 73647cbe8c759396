"""Contacts with customers: logging them and reading them back as a timeline."""
