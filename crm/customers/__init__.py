"""Customers, the people there, and how to reach them."""
