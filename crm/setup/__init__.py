"""The first run: make the first administrator, or fill the demo company."""
