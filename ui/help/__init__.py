"""帮助: the user manual inside the product."""
