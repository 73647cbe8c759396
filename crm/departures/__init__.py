"""Customers who left and why, who went silent, and whom to choose again."""
