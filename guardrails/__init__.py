"""The auditor's room: a closed fact sheet, rules as data, and the pure function that decides."""
