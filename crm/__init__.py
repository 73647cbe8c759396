"""Rechterhand: one shared file of customer contacts."""
