"""Runs over many machines: Ray hands out the articles, one desk keeps the ledger and the limits."""
