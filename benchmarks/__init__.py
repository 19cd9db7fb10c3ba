"""Measured side by side with a floor; ratios are what counts, the machine is not."""
