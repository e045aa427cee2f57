"""Facts from words: patterns and lexicons that point at what they matched, and a small classifier that says what it is like."""
