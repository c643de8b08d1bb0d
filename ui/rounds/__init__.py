"""Freezing a round, and the appeals before it."""
