namespace BrainDae.Faults;

/// <summary>What goes wrong at which step of a run; the names are those of Native/faults.c.</summary>
/// <param name="Mode">kill, torn, full, readonly, cut or gone; count for nothing at all.</param>
/// <param name="At">The step, from 1.</param>
public sealed record Fault(string Mode, long At)
{
    /// <summary>The folder or file of the site that it is for; empty for the whole site.</summary>
    public string Below { get; init; } = "";

    /// <summary>Counts the steps that change files.</summary>
    public static Fault CountWrites { get; } = new("count", 0);
}
