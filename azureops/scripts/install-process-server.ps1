# Unified Setup, unattended: installs the process server on this drive and registers it.
# Documented: learn.microsoft.com/azure/site-recovery/physical-large-deployment, which writes 9433
# for the port 9443. The passphrase stands in a file for as long as setup runs, no longer; where
# this script is ended from outside, the next probe removes it.
param(
    [Parameter(Mandatory = $true)][string]$Installer,
    [Parameter(Mandatory = $true)][string]$Drive,
    [Parameter(Mandatory = $true)][string]$ConfigurationServer,
    [Parameter(Mandatory = $true)][string]$Address,
    [Parameter(Mandatory = $true)][string]$Passphrase, # protected
    [string]$DataPort = '9443'
)
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$product = 'HKLM:\SOFTWARE\WOW6432Node\InMage Systems\Installed Products\10'
$marker = 'SOFTWARE\failback-ps-restart' # in memory only: gone once Windows has started again
$result = [ordered]@{ script = 'install-process-server'; version = ''; already = $false; setup = $null; restart = $false }
$code = 1
$logs = Join-Path $env:ProgramData 'ASRSetupLogs'
$before = @{} # lines of each log that an earlier run wrote
$file = "$env:TEMP\failback-ps-passphrase.txt"
try {
    $result.restart = Test-Path -Path "HKLM:\$marker"
    if (Test-Path -Path $product) {
        $result.version = [string](Get-ItemProperty -Path $product).Build_Version
        $result.already = $true
    } else {
        $volume = Get-Volume -DriveLetter $Drive -ErrorAction SilentlyContinue
        if (-not $volume) {
            $code = 43
            throw "There is no volume ${Drive}: on this machine."
        }
        if ($volume.FileSystemLabel -eq 'Temporary Storage' -or (Test-Path -Path "${Drive}:\DATALOSS_WARNING_README.txt")) {
            $code = 40
            throw "${Drive}: is the temporary disk of this machine: a deallocation erases it."
        }
        if (-not (Test-Path -Path $Installer)) {
            $code = 53
            throw "The installer $Installer is not there."
        }
        if (-not (Test-NetConnection -ComputerName $ConfigurationServer -Port 443 -InformationLevel Quiet -WarningAction SilentlyContinue)) {
            $code = 60
            throw "Port 443 of the configuration server $ConfigurationServer does not answer."
        }
        foreach ($old in (Get-ChildItem -Path $logs -File -ErrorAction SilentlyContinue)) {
            $before[$old.FullName] = @(Get-Content -Path $old.FullName).Count
        }
        $folder = Join-Path $env:ProgramData 'failback-ps\setup'
        if (Test-Path -Path $folder) { Remove-Item -Path $folder -Recurse -Force }
        $run = Start-Process -FilePath $Installer -ArgumentList '/q', "/x:$folder" -Wait -PassThru
        $result.setup = $run.ExitCode
        if ($run.ExitCode -eq 0) {
            [IO.File]::WriteAllText($file, $Passphrase)
            $run = Start-Process -FilePath (Join-Path $folder 'UNIFIEDSETUP.EXE') -Wait -PassThru -ArgumentList '/AcceptThirdpartyEULA', '/servermode', '"PS"', '/InstallLocation', "${Drive}:\", '/EnvType', '"VMWare"', '/CSIP', $ConfigurationServer, '/PSIP', $Address, '/PassphraseFilePath', $file, '/DataTransferSecurePort', $DataPort
            $result.setup = $run.ExitCode
        }
        if ($run.ExitCode -eq 1618) {
            $code = 1618
            throw 'Another installation is in progress.'
        }
        if ($run.ExitCode -ne 0 -and $run.ExitCode -ne 3010) {
            $code = 61
            throw "Unified Setup ended with exit code $($run.ExitCode)."
        }
        if ($run.ExitCode -eq 3010) {
            $null = [Microsoft.Win32.Registry]::LocalMachine.CreateSubKey($marker, [Microsoft.Win32.RegistryKeyPermissionCheck]::Default, [Microsoft.Win32.RegistryOptions]::Volatile)
            $result.restart = $true
        }
        $result.version = [string](Get-ItemProperty -Path $product).Build_Version
    }
    $code = 0
    if ($result.restart) { $code = 3010 }
} catch {
    $said = $_.Exception.Message
    $log = Get-ChildItem -Path $logs -File -ErrorAction SilentlyContinue | Sort-Object -Property LastWriteTime | Select-Object -Last 1
    $lines = @()
    if ($log -and $code -eq 61) {
        $new = @(Get-Content -Path $log.FullName | Select-Object -Skip ([int]$before[$log.FullName]) | Select-Object -Last 8)
        $lines = @($new | ForEach-Object { $_.Replace($Passphrase, '[removed]') })
        if ($lines -match 'passphrase(?!File).*(match|invalid|incorrect|wrong|fail)|(invalid|incorrect|wrong) passphrase') { $code = 65 }
    }
    [Console]::Error.WriteLine($said)
    foreach ($line in $lines) { [Console]::Error.WriteLine($line) }
} finally {
    Remove-Item -Path $file -Force -ErrorAction SilentlyContinue
}
$result | ConvertTo-Json -Compress
exit $code
