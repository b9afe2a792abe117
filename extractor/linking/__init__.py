"""Linking: which meetings, actors and statements of many articles are one and the same."""
