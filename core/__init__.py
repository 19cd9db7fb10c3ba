"""What every room stands on: one base error, aware time, ids. Imports only the standard library."""
