"""The parts of a reply, each made from the case and the fixed wording."""
