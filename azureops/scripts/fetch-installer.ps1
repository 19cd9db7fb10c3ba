# Downloads Unified Setup. Trusted is the hash where one is given, else Microsoft's signature.
param(
    [Parameter(Mandatory = $true)][string]$Url,
    [string]$Sha256 = ''
)
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$result = [ordered]@{ script = 'fetch-installer'; path = ''; sha256 = ''; downloaded = $false }
$code = 1
try {
    $folder = Join-Path $env:ProgramData 'failback-ps'
    $path = Join-Path $folder 'MicrosoftAzureSiteRecoveryUnifiedSetup.exe'
    New-Item -ItemType Directory -Force -Path $folder | Out-Null
    $hash = ''
    if ($Sha256 -and (Test-Path -Path $path)) {
        $hash = (Get-FileHash -Path $path -Algorithm SHA256).Hash
    }
    if (-not $hash -or $hash -ne $Sha256) {
        [Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12
        $code = 50
        Invoke-WebRequest -UseBasicParsing -Uri $Url -OutFile $path
        $code = 1
        $result.downloaded = $true
        $hash = (Get-FileHash -Path $path -Algorithm SHA256).Hash
    }
    $result.sha256 = $hash.ToLower()
    if ($Sha256 -and $hash -ne $Sha256) {
        Remove-Item -Path $path -Force
        $code = 51
        throw "The downloaded file has another SHA-256 than was asked for: $hash."
    }
    if (-not $Sha256) {
        $signature = Get-AuthenticodeSignature -FilePath $path
        if ($signature.Status -ne 'Valid' -or $signature.SignerCertificate.Subject -notlike '*O=Microsoft Corporation*') {
            Remove-Item -Path $path -Force
            $code = 52
            throw "The downloaded file does not bear Microsoft's signature: $($signature.Status)."
        }
    }
    $result.path = $path
    $code = 0
} catch {
    [Console]::Error.WriteLine($_.Exception.Message)
}
$result | ConvertTo-Json -Compress
exit $code
