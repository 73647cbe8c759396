"""Screen-pop: from a phone number on a display to the brief of whoever calls."""
