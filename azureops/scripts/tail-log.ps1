# The end of Site Recovery's newest setup log, short enough for the 4 KB that Azure keeps.
param(
    [string]$Count = '15'
)
$ErrorActionPreference = 'Stop'
$result = [ordered]@{ script = 'tail-log'; file = ''; lines = @() }
$code = 1
try {
    $log = Get-ChildItem -Path (Join-Path $env:ProgramData 'ASRSetupLogs') -File -ErrorAction SilentlyContinue | Sort-Object -Property LastWriteTime | Select-Object -Last 1
    if (-not $log) {
        $code = 70
        throw 'Setup has written no log here.'
    }
    $result.file = $log.Name
    foreach ($line in (Get-Content -Path $log.FullName -Tail ([int]$Count))) {
        $result.lines += $line.Substring(0, [Math]::Min(300, $line.Length))
    }
    while ($result.lines.Count -gt 1 -and ($result | ConvertTo-Json -Compress).Length -gt 3500) {
        $result.lines = @($result.lines | Select-Object -Skip 1)
    }
    $code = 0
} catch {
    [Console]::Error.WriteLine($_.Exception.Message)
}
$result | ConvertTo-Json -Compress
exit $code
