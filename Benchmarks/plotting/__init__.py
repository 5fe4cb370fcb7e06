"""Plots as SVG: text that a browser draws, light and dark, with a title and a description for those who hear it."""
