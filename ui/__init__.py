"""Shared Streamlit pieces: what this session looks at, its look, and the parts pages are put together from."""
