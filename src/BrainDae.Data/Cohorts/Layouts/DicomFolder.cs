using BrainDae.Files;

namespace BrainDae.Data.Cohorts.Layouts;

/// <summary>Tells scans as they come from the scanner, which must be converted first.</summary>
internal static class DicomFolder
{
    private const int MostFiles = 500;
    private const int PreambleLength = 128;
    private static readonly EnumerationOptions Below = new() { RecurseSubdirectories = true, MaxRecursionDepth = 6, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };

    /// <summary>Refuses a folder of DICOM files with the command that converts them.</summary>
    /// <exception cref="BrainDaeException">One of its first files is DICOM.</exception>
    public static void Refuse(string source)
    {
        if (Directory.EnumerateFiles(source, "*", Below).Take(MostFiles).FirstOrDefault(IsDicom) is { } file)
        {
            throw BrainDaeException.Invalid($"{source}: holds DICOM files, such as {Path.GetRelativePath(source, file)}. Convert them with: dcm2niix -z y -f %i_%d -o SCANS '{source}' (SCANS: a new folder), then register them to one grid and strip the skull; docs/how-to/any-scan.md has the commands.");
        }
    }

    private static bool IsDicom(string path)
    {
        if (path.EndsWith(".dcm", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        try
        {
            using var file = RegularFile.OpenRead(path, bufferSize: 0);
            Span<byte> begin = stackalloc byte[PreambleLength + 4];
            return file.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false) == begin.Length && begin[PreambleLength..].SequenceEqual("DICM"u8);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BrainDaeException)
        {
            // What cannot be read is not known to be DICOM.
            return false;
        }
    }
}
