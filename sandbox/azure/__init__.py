"""A local Azure at the wire: Entra ID, Resource Manager, Key Vault and retail prices over https."""
