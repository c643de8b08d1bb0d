"""The pieces of the audit workbook (复核底稿): what was reported, the rules as formulas, and what comes of them."""
