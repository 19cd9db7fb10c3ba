"""What every room stands on: one base error, aware time, ids, and the texts that
people read."""
