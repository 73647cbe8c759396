"""Facts about the company itself: its name, its clock, its own channels, and whether it is the demo."""
