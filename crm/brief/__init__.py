"""Vóór u belt: the one page to read before contacting a customer."""
