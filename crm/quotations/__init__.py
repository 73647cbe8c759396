"""Quotations: asked, sent, won or lost, and why. Facts on the timeline, no forecasts."""
