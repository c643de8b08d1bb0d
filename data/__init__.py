"""Workbooks in and out, and the store that keeps them."""
