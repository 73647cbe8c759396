"""Compliments of customers, and who helped a customer most this month."""
