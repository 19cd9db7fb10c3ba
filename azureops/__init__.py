"""What can be read and done in Azure and Site Recovery. No opinion on who may do it."""
