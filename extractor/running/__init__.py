"""Runs over any number of articles: what is asked, what became of it, what it cost."""
