namespace BrainDae.Files;

/// <summary>
/// An expected failure. Its message is one line that names the file or flag, the fault and the remedy, and is shown
/// to the user as it is. Any other exception type that leaves this library is a bug.
/// </summary>
public sealed class BrainDaeException : Exception
{
    /// <summary>Creates a failure.</summary>
    /// <param name="kind">What went wrong; decides the exit code of the command line.</param>
    /// <param name="message">One line for the user: file or flag, fault, remedy. Line ends in it, as in names that a file holds, become spaces.</param>
    /// <param name="innerException">The failure underneath, if any.</param>
    public BrainDaeException(FailureKind kind, string message, Exception? innerException = null)
        : base(message?.ReplaceLineEndings(" "), innerException) => Kind = kind;

    /// <summary>What went wrong.</summary>
    public FailureKind Kind { get; }

    /// <summary>A file or folder does not exist.</summary>
    public static BrainDaeException Missing(string message) => new(FailureKind.MissingInput, message);

    /// <summary>A file's content cannot be used.</summary>
    public static BrainDaeException Invalid(string message, Exception? inner = null) => new(FailureKind.InvalidInput, message, inner);

    /// <summary>A file that this software wrote does not hold what it wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="remedy">What gives it again, without a full stop.</param>
    public static BrainDaeException NotAsWritten(string path, string remedy) => Invalid($"{path}: is not as it was written (damaged or edited). {remedy}.");

    /// <summary>An option's value cannot be used.</summary>
    public static BrainDaeException Option(string message) => new(FailureKind.InvalidOption, message);

    /// <summary>A result cannot be written.</summary>
    public static BrainDaeException NotWritable(string message, Exception? inner = null) => new(FailureKind.OutputNotWritable, message, inner);
}
