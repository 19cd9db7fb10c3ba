# Uninstalls what Site Recovery put here, in the documented order, each found by its DisplayName.
# Documented: learn.microsoft.com/azure/site-recovery/vmware-azure-manage-process-server.
# Silent switches are those of the installers' makers (Inno Setup, Windows Installer): no document
# of Site Recovery names them, so each program is looked for again afterwards.
param()
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$root = 'HKLM:\SOFTWARE\WOW6432Node\Microsoft\Windows\CurrentVersion\Uninstall\*'
$order = @(
    'Microsoft Azure Site Recovery Mobility Service/Master Target Server',
    'Microsoft Azure Site Recovery Configuration/Process Server',
    'Microsoft Azure Site Recovery Configuration/Process Server Dependencies'
)
$marker = 'SOFTWARE\failback-ps-restart' # in memory only: gone once Windows has started again
$result = [ordered]@{ script = 'uninstall-process-server'; removed = @(); setup = $null; restart = $false }
$code = 1
try {
    $result.restart = Test-Path -Path "HKLM:\$marker"
    foreach ($name in $order) {
        $found = Get-ItemProperty -Path $root | Where-Object { $_.DisplayName -eq $name } | Select-Object -First 1
        if (-not $found) { continue }
        if ($found.UninstallString -like '*msiexec*') {
            $run = Start-Process -FilePath 'msiexec.exe' -ArgumentList '/x', $found.PSChildName, '/qn', '/norestart' -Wait -PassThru
        } else {
            $run = Start-Process -FilePath $found.UninstallString.Trim('"') -ArgumentList '/VERYSILENT', '/SUPPRESSMSGBOXES', '/NORESTART' -Wait -PassThru
        }
        $result.setup = $run.ExitCode
        if ($run.ExitCode -eq 1618) {
            $code = 1618
            throw 'Another installation is in progress.'
        }
        if ($run.ExitCode -eq 3010) {
            $null = [Microsoft.Win32.Registry]::LocalMachine.CreateSubKey($marker, [Microsoft.Win32.RegistryKeyPermissionCheck]::Default, [Microsoft.Win32.RegistryOptions]::Volatile)
            $result.restart = $true
        }
        if (Get-ItemProperty -Path $root | Where-Object { $_.DisplayName -eq $name }) {
            $code = 64
            throw "'$name' is still installed; its uninstaller ended with exit code $($run.ExitCode)."
        }
        $result.removed += $name
    }
    $code = 0
    if ($result.restart) { $code = 3010 }
} catch {
    [Console]::Error.WriteLine($_.Exception.Message)
}
$result | ConvertTo-Json -Compress
exit $code
