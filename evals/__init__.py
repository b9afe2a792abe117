"""How good an extraction is, against hand-labelled gold."""
