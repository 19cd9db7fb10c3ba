"""The modals: a verb's fields as a form, what was typed in it, and the small views around it."""
