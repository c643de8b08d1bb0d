"""Results → bytes: the documents that leave the house. No Streamlit."""
