"""What people see: pure functions from rows to blocks and text. No I/O, no clock, no names."""
