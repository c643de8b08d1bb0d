"""台账一致性: where sources differ, what hangs on it, and single figures put right."""
