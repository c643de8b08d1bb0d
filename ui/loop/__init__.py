"""The parts of the pages on what gets fixed (整改): problems, evidence, the survey, cases."""
