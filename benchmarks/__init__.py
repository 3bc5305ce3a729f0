"""Side-by-side measurements: each compares ways of doing the same work in one run and prints ratios, not absolutes.

``python -m benchmarks`` lists them, ``python -m benchmarks letters`` runs one. A new one is a module here whose first
sentence says what it compares and whose ``run()`` prints the answer and returns whether the design's goal was reached.
"""
