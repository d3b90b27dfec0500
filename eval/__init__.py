"""Measures the product on labelled cases; imports it, and is imported by the command line only."""
