"""The Home tab: what stands, what needs this person, and what they can do about it."""
