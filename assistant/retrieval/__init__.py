"""Search over passages: lexical, dense, and the two fused. Knows no database."""
