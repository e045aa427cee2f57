"""The pages that the navigation lists."""
