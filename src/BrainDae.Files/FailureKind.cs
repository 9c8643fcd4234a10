namespace BrainDae.Files;

/// <summary>What went wrong, at the grain at which a caller (or a script reading the exit code) acts differently.</summary>
public enum FailureKind
{
    /// <summary>An option or argument has a value that cannot be used.</summary>
    InvalidOption,

    /// <summary>A file or folder that the command needs does not exist.</summary>
    MissingInput,

    /// <summary>A file exists, but its content cannot be used.</summary>
    InvalidInput,

    /// <summary>A result cannot be written: no permission, the disk is full, the name is taken.</summary>
    OutputNotWritable,

    /// <summary>The computing device or its native library is not available.</summary>
    DeviceUnavailable,

    /// <summary>The training loss is no longer a finite number.</summary>
    TrainingDiverged,
}
