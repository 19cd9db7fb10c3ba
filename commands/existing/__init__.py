"""What all verbs on an existing process server share: finding it, checks, plan, proof."""
