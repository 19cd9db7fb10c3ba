# Makes the managed data disk at this LUN a volume and tells its letter. It never formats a disk
# that holds anything, and never takes the temporary disk, which a deallocation erases.
param(
    [string]$Lun = '0',
    [string]$Label = 'ASR'
)
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$result = [ordered]@{ script = 'prepare-disk'; drive = ''; gb = 0; made = $false }
$code = 1
try {
    $temporary = @(Get-Volume | Where-Object { $_.FileSystemLabel -eq 'Temporary Storage' } | Get-Partition).DiskNumber
    $disk = Get-Disk | Where-Object {
        $_.Location -and $_.Location.EndsWith(": LUN $Lun") -and -not $_.IsSystem -and -not $_.IsBoot -and $temporary -notcontains $_.Number
    } | Select-Object -First 1
    if (-not $disk) {
        $code = 41
        throw "There is no managed data disk at LUN $Lun."
    }
    $result.gb = [int]($disk.Size / 1073741824)
    if ($disk.IsOffline) { Set-Disk -Number $disk.Number -IsOffline $false }
    if ($disk.IsReadOnly) { Set-Disk -Number $disk.Number -IsReadOnly $false }
    if ($disk.PartitionStyle -eq 'RAW') {
        Initialize-Disk -Number $disk.Number -PartitionStyle GPT
        $result.made = $true
    }
    $part = Get-Partition -DiskNumber $disk.Number -ErrorAction SilentlyContinue | Where-Object { $_.Type -eq 'Basic' } | Select-Object -First 1
    if (-not $part) {
        $part = New-Partition -DiskNumber $disk.Number -UseMaximumSize -AssignDriveLetter
        $result.made = $true
    }
    $volume = $part | Get-Volume
    if (-not $volume.FileSystem -or $volume.FileSystem -eq 'RAW') {
        $volume = $part | Format-Volume -FileSystem NTFS -NewFileSystemLabel $Label -Confirm:$false
        $result.made = $true
    } elseif ($volume.FileSystemLabel -ne $Label) {
        $code = 42
        throw "The disk at LUN $Lun holds the volume '$($volume.FileSystemLabel)' already."
    }
    if (-not $volume.DriveLetter) {
        $part | Add-PartitionAccessPath -AssignDriveLetter
        $volume = Get-Partition -DiskNumber $disk.Number -PartitionNumber $part.PartitionNumber | Get-Volume
    }
    $result.drive = [string]$volume.DriveLetter
    $code = 0
} catch {
    [Console]::Error.WriteLine($_.Exception.Message)
}
$result | ConvertTo-Json -Compress
exit $code
