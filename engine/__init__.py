"""A dense neural network in NumPy, the same in CPython at build time and in Pyodide in the reader's browser."""
