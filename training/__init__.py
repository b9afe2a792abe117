"""Training: how the embedded model's adapter is made; not part of the package."""
