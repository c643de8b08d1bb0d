"""The parts of the pages for the meeting (推进会)."""
