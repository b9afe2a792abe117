"""Sinks: a run's tables, put where people have theirs."""
