# The three documented set-ups in order; the registry's version before and after is the proof.
# Documented: learn.microsoft.com/azure/site-recovery/vmware-physical-manage-configuration-server.
# The last one has no documented silent form: where it waits for a window nobody sees, it is ended.
param(
    [Parameter(Mandatory = $true)][string]$Installer,
    [string]$Version = ''
)
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$product = 'HKLM:\SOFTWARE\WOW6432Node\InMage Systems\Installed Products\10'
$marker = 'SOFTWARE\failback-ps-restart' # in memory only: gone once Windows has started again
$result = [ordered]@{ script = 'upgrade-process-server'; before = ''; version = ''; setups = @(); restart = $false }
$code = 1
try {
    $folder = Join-Path $env:ProgramData 'failback-ps\setup'
    if (-not (Test-Path -Path $product)) {
        $code = 62
        throw 'No process server is installed here.'
    }
    $result.before = [string](Get-ItemProperty -Path $product).Build_Version
    $result.version = $result.before
    $result.restart = Test-Path -Path "HKLM:\$marker"
    if (-not $Version -or $Version -ne $result.before) {
        if (-not (Test-Path -Path $Installer)) {
            $code = 53
            throw "The installer $Installer is not there."
        }
        if (Test-Path -Path $folder) { Remove-Item -Path $folder -Recurse -Force }
        $silent = '/VERYSILENT', '/SUPPRESSMSGBOXES', '/NORESTART'
        $setups = @(
            @{ program = $Installer; words = @('/q', "/x:$folder") },
            @{ program = (Join-Path $folder 'CX_THIRDPARTY_SETUP.EXE'); words = $silent },
            @{ program = (Join-Path $folder 'UCX_SERVER_SETUP.EXE'); words = $silent + '/UPGRADE' }
        )
        foreach ($setup in $setups) {
            $run = Start-Process -FilePath $setup.program -ArgumentList $setup.words -Wait -PassThru
            $result.setups += $run.ExitCode
            if ($run.ExitCode -eq 1618) {
                $code = 1618
                throw 'Another installation is in progress.'
            }
            if ($run.ExitCode -ne 0 -and $run.ExitCode -ne 3010) {
                $code = 61
                throw "$($setup.program) ended with exit code $($run.ExitCode)."
            }
            if ($run.ExitCode -eq 3010) {
                $null = [Microsoft.Win32.Registry]::LocalMachine.CreateSubKey($marker, [Microsoft.Win32.RegistryKeyPermissionCheck]::Default, [Microsoft.Win32.RegistryOptions]::Volatile)
                $result.restart = $true
            }
        }
        $run = Start-Process -FilePath (Join-Path $folder 'UNIFIEDSETUP.EXE') -ArgumentList '/AcceptThirdpartyEULA', '/servermode', '"PS"' -PassThru
        $handle = $run.Handle
        if ($run.WaitForExit(900000)) {
            $result.setups += $run.ExitCode
            if ($run.ExitCode -eq 3010) {
                $null = [Microsoft.Win32.Registry]::LocalMachine.CreateSubKey($marker, [Microsoft.Win32.RegistryKeyPermissionCheck]::Default, [Microsoft.Win32.RegistryOptions]::Volatile)
                $result.restart = $true
            }
        } else {
            $killed = Start-Process -FilePath 'taskkill.exe' -ArgumentList '/PID', $run.Id, '/T', '/F' -Wait -PassThru
            $result.setups += $null
        }
        $result.version = [string](Get-ItemProperty -Path $product).Build_Version
        if ($result.version -eq $result.before -or ($Version -and $Version -ne $result.version)) {
            $code = 63
            throw "After the set-ups the installed version is $($result.version)."
        }
    }
    $code = 0
    if ($result.restart) { $code = 3010 }
} catch {
    [Console]::Error.WriteLine($_.Exception.Message)
    $log = Get-ChildItem -Path (Join-Path $env:ProgramData 'ASRSetupLogs') -File -ErrorAction SilentlyContinue | Sort-Object -Property LastWriteTime | Select-Object -Last 1
    if ($log -and ($code -eq 61 -or $code -eq 63)) {
        foreach ($line in (Get-Content -Path $log.FullName -Tail 8)) { [Console]::Error.WriteLine($line) }
    }
}
$result | ConvertTo-Json -Compress
exit $code
