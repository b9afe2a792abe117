"""One file for each kind of field; `evals/fields.py` says which field has which scorer."""
