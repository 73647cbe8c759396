"""Customers that go from one colleague to another, with what must be known of them."""
