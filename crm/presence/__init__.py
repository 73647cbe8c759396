"""Who is with which customer right now, and what arrived meanwhile."""
