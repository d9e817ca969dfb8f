"""ImageSpace beside the Python originals, turn by turn, on one machine. benchmarks/run.py starts it."""
