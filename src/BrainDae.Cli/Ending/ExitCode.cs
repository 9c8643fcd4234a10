using BrainDae.Files;

namespace BrainDae.Cli.Ending;

/// <summary>Exit codes of every command; documented in the README.</summary>
public enum ExitCode
{
    /// <summary>Everything asked for was done.</summary>
    Success = 0,

    /// <summary>A bug: please report it with the stack trace.</summary>
    UnexpectedError = 1,

    /// <summary>A flag is unknown, missing or has a value that cannot be used.</summary>
    InvalidOption = 2,

    /// <summary>A file or folder that the command needs does not exist.</summary>
    MissingInput = 3,

    /// <summary>A file exists, but its content cannot be used.</summary>
    InvalidInput = 4,

    /// <summary>A result cannot be written.</summary>
    OutputNotWritable = 5,

    /// <summary>The device or its native library is not available.</summary>
    DeviceUnavailable = 6,

    /// <summary>The training loss is no longer a finite number.</summary>
    TrainingDiverged = 7,

    /// <summary>Some patients could not be processed; the others were.</summary>
    SomePatientsFailed = 8,

    /// <summary>There was not enough memory.</summary>
    OutOfMemory = 9,

    /// <summary>Everything was done, but some scans do not look like what the model knows; what was found in them should not be believed.</summary>
    ImplausibleScans = 10,

    /// <summary>Interrupted with Ctrl-C.</summary>
    Cancelled = 130,

    /// <summary>Asked to end by the system (SIGTERM).</summary>
    Terminated = 143,
}

/// <summary>Which failure ends with which code.</summary>
internal static class ExitCodes
{
    /// <summary>The exit code of an expected failure.</summary>
    public static ExitCode Of(FailureKind kind) => kind switch
    {
        FailureKind.InvalidOption => ExitCode.InvalidOption,
        FailureKind.MissingInput => ExitCode.MissingInput,
        FailureKind.InvalidInput => ExitCode.InvalidInput,
        FailureKind.OutputNotWritable => ExitCode.OutputNotWritable,
        FailureKind.DeviceUnavailable => ExitCode.DeviceUnavailable,
        FailureKind.TrainingDiverged => ExitCode.TrainingDiverged,
        _ => ExitCode.UnexpectedError,
    };
}
