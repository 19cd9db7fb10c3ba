"""A local Azure at the wire: Entra ID, Resource Manager, Key Vault and retail prices over https.

    azure = LocalAzure(data_dir=folder, seed="story", speed=60)   # from sandbox.azure.server
    await azure.start()            # free ports; start(arm=…, authority=…, keyvault=…, prices=…)
    azure.urls                     # arm, authority, keyvault, prices, control
    azure.settings                 # the environment the bot and azure-identity read
    await azure.stop()

One certificate authority signs for all services; clients trust `azure.bundle` (a PEM file). The
SDK's clients want `base_url` and `credential_scopes=[base_url + "/.default"]`, and the credential
`authority=…` with `disable_instance_discovery=True`. The Key Vault client needs nothing special:
see `keyvault`. What tests may turn: `story` and `sandbox.control`.
"""
