"""The pieces of the page 考核方案."""
