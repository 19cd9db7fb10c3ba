"""The real SDK against the local Azure, over https."""
