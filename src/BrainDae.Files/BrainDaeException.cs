using System.Collections.Immutable;

namespace BrainDae.Files;

/// <summary>
/// An expected failure. Its message is one line that names the file or option, the fault and the remedy. Any other exception type that leaves this library is a bug.
/// </summary>
public sealed class BrainDaeException : Exception
{
    /// <summary>Creates a failure.</summary>
    /// <param name="kind">What went wrong; decides the exit code of the command line.</param>
    /// <param name="text">One line for the user: file or option, fault, remedy.</param>
    /// <param name="innerException">The failure underneath, if any.</param>
    public BrainDaeException(FailureKind kind, FailureText text, Exception? innerException = null)
        : base($"{text}", innerException) => (Kind, Text) = (kind, text);

    /// <summary>What went wrong.</summary>
    public FailureKind Kind { get; }

    /// <summary>The message, which a command line words with its own names of the options.</summary>
    public FailureText Text { get; }

    /// <summary>The values that cannot be used, where the failure is nothing but these; else empty.</summary>
    public ImmutableArray<OptionFault> Faults { get; private init; } = [];

    /// <summary>Whether a file is whole, but of a format that this version does not read.</summary>
    public bool IsOfOtherVersion { get; private init; }

    /// <summary>A file or folder does not exist.</summary>
    public static BrainDaeException Missing(FailureText text) => new(FailureKind.MissingInput, text);

    /// <summary>A file's content cannot be used.</summary>
    public static BrainDaeException Invalid(FailureText text, Exception? inner = null) => new(FailureKind.InvalidInput, text, inner);

    /// <summary>A file that this software wrote does not hold what it wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="remedy">What gives it again, without a full stop.</param>
    public static BrainDaeException NotAsWritten(string path, string remedy) => Invalid($"{path}: is not as it was written (damaged or edited). {remedy}.");

    /// <summary>A file is whole, but of a format that this version does not read.</summary>
    public static BrainDaeException OtherVersion(FailureText text) => new(FailureKind.InvalidInput, text) { IsOfOtherVersion = true };

    /// <summary>Options do not fit each other, or what they are applied to.</summary>
    public static BrainDaeException Option(FailureText text) => new(FailureKind.InvalidOption, text);

    /// <summary>Values of options cannot be used.</summary>
    /// <param name="faults">Each value with what it must be.</param>
    public static BrainDaeException Option(params ImmutableArray<OptionFault> faults) => new(FailureKind.InvalidOption, FailureText.Of(faults)) { Faults = faults };

    /// <summary>Refuses values of options that cannot be used, naming every one.</summary>
    /// <param name="faults">The faults; null for a value that can be used.</param>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.InvalidOption"/>: there is a fault.</exception>
    public static void Refuse(params IEnumerable<OptionFault?> faults)
    {
        if (faults.OfType<OptionFault>().ToImmutableArray() is { IsEmpty: false } found)
        {
            throw Option(found);
        }
    }

    /// <summary>A result cannot be written.</summary>
    public static BrainDaeException NotWritable(FailureText text, Exception? inner = null) => new(FailureKind.OutputNotWritable, text, inner);
}
