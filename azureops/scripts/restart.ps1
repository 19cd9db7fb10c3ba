# Restarts Windows shortly after this script has told its result; not again where the machine has
# started since the given moment already (as yyyy-MM-ddTHH:mm:ssZ). 1190: it is about to restart.
param(
    [string]$UnlessSince = ''
)
$ErrorActionPreference = 'Stop'
$result = [ordered]@{ script = 'restart'; lastBoot = ''; restarting = $false }
$code = 1
try {
    $system = Get-CimInstance -ClassName Win32_OperatingSystem
    $result.lastBoot = $system.LastBootUpTime.ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ')
    if (-not $UnlessSince -or $result.lastBoot -lt $UnlessSince) {
        $run = Start-Process -FilePath 'shutdown.exe' -ArgumentList '/r', '/t', '30', '/d', 'p:4:2' -Wait -PassThru
        if ($run.ExitCode -ne 0 -and $run.ExitCode -ne 1190) {
            $code = 66
            throw "Windows does not restart: shutdown.exe ended with exit code $($run.ExitCode)."
        }
        $result.restarting = $true
    }
    $code = 0
} catch {
    [Console]::Error.WriteLine($_.Exception.Message)
}
$result | ConvertTo-Json -Compress
exit $code
