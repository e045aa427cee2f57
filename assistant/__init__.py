"""The flow from a message to a checked reply: read, decide, retrieve, draft, verify."""
