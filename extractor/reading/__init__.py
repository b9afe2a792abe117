"""Reading: what stands where in an article, before any model sees it."""
