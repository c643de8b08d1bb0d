"""整改台账 as a workbook: written from the ledger of problems, filled by towns and departments, read back as moves."""
