"""Slow obvious twins, for comparison; they share no code with the product."""
