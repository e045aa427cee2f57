"""The parts of a page, each with one function that shows it."""
