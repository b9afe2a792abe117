"""Records in the formats of others: what each of them can hold, and nothing that they lack."""
