"""multilingual-e5-small, small: made from 4-bit weights, cut to Vietnamese, run by ONNX Runtime."""
