"""The sources, their clauses, and what is known of each: the noun everything else reads."""
