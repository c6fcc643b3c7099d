"""Turns a folder of Markdown articles into a site whose figures run a real network in the reader's browser."""
