"""Resolving: from what a model points at to who, what, when and where."""
