using BrainDae.Files;

namespace BrainDae.Data.Slices;

/// <summary>
/// File names of patients. ASCII letters, digits, '-', '_', '.' and '~' stay; every other character becomes the %XX of
/// its UTF-8 bytes, so that any patient name gives a name that every file system takes, and can be told from it.
/// </summary>
public static class PatientFileName
{
    /// <summary>Ending of the files.</summary>
    public const string Extension = ".safetensors";

    private const int MaximumLength = 200;

    /// <summary>The file name, without a folder.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.InvalidInput"/>: empty, too long, '.', '..', with a path separator or control character, or with white space at an end.</exception>
    public static string Of(string patientName) => IsValid(patientName)
        ? Uri.EscapeDataString(patientName) + Extension
        : throw BrainDaeException.Invalid($"'{Printable(patientName)}' cannot be a patient name: it must be the name of one folder, at most 200 bytes long (a character outside ASCII counts several times), without line breaks and without white space at either end. Rename the patient's folder.");

    /// <summary>Refuses a text that cannot name a patient.</summary>
    /// <exception cref="BrainDaeException">As <see cref="Of"/>.</exception>
    public static void Require(string patientName) => _ = Of(patientName);

    /// <summary>Whether a text can name a patient: it is the name of one folder, not too long.</summary>
    public static bool IsValid(string patientName)
    {
        ArgumentNullException.ThrowIfNull(patientName);
        var escaped = Uri.EscapeDataString(patientName);
        return patientName is not ("" or "." or "..")
            && !patientName.AsSpan().ContainsAny('/', '\\')
            && !patientName.Any(char.IsControl)
            && patientName.Trim() == patientName
            && escaped.Length <= MaximumLength
            && Uri.UnescapeDataString(escaped) == patientName;
    }

    /// <summary>The patient name of a file name; false where <see cref="Of"/> gives no such file name.</summary>
    public static bool TryParse(string fileName, out string patientName)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        patientName = fileName.EndsWith(Extension, StringComparison.Ordinal) ? Uri.UnescapeDataString(fileName[..^Extension.Length]) : "";
        return IsValid(patientName) && Of(patientName) == fileName;
    }

    private static string Printable(string name) =>
        new([.. name.Take(80).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c)]);
}
