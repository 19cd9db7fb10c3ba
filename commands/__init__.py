"""One declaration per verb: fields, plan, steps, undo."""
