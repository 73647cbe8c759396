"""The outbox as administrators see it: what was sent, what waits, what was refused."""
