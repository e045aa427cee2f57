"""Measures the assistant against cases written from the domain."""
