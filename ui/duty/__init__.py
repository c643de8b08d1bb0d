"""The parts of the page of what departments and leaders answer for."""
