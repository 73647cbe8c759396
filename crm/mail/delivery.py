"""Giving mail to the server, once."""
