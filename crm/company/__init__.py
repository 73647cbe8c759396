"""Facts about the company itself: its name, and whether it is the demo."""
