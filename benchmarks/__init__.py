"""Benchmarks: what a run costs beside other libraries, against one scripted model."""
