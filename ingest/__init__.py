"""From the sources' files to an index that can be searched: read, cut into clauses, embed, store and check."""
