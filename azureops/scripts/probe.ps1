# What this server is: installed version, services, last start, way to the configuration server.
param(
    [string]$ConfigurationServer = '',
    [string]$Port = '443'
)
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$product = 'HKLM:\SOFTWARE\WOW6432Node\InMage Systems\Installed Products\10'
$pending = 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Component Based Servicing\RebootPending'
$marker = 'HKLM:\SOFTWARE\failback-ps-restart' # a set-up of ours asked for a restart, which is due
$names = 'ProcessServer', 'ProcessServerMonitor', 'cxprocessserver', 'InMage PushInstall', 'LogUpload'
$result = [ordered]@{ script = 'probe'; version = ''; services = [ordered]@{}; reachable = $null }
$code = 1
try {
    if (Test-Path -Path $product) {
        $result.version = [string](Get-ItemProperty -Path $product).Build_Version
    }
    foreach ($name in $names) {
        $service = Get-Service -Name $name -ErrorAction SilentlyContinue
        if ($service) { $result.services[$name] = [string]$service.Status }
    }
    if (-not (Get-Process -Name 'UNIFIEDSETUP' -ErrorAction SilentlyContinue)) {
        Remove-Item -Path "$env:TEMP\failback-ps-passphrase.txt" -Force -ErrorAction SilentlyContinue
    }
    $system = Get-CimInstance -ClassName Win32_OperatingSystem
    $result.lastBoot = $system.LastBootUpTime.ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ')
    $result.restartPending = (Test-Path -Path $pending) -or (Test-Path -Path $marker)
    if ($ConfigurationServer) {
        $result.reachable = Test-NetConnection -ComputerName $ConfigurationServer -Port ([int]$Port) -InformationLevel Quiet -WarningAction SilentlyContinue
    }
    $code = 0
} catch {
    [Console]::Error.WriteLine($_.Exception.Message)
}
$result | ConvertTo-Json -Compress
exit $code
