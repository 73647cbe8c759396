"""Measure to know: how well we work together, by causes and never by people."""
