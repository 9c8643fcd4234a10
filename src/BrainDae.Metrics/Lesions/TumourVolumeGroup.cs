using System.Collections.Immutable;

namespace BrainDae.Metrics.Lesions;

/// <summary>Patients whose lesions have about the same volume: a method that finds large lesions may miss small ones.</summary>
/// <param name="Name">For tables.</param>
/// <param name="From">Least volume in ml; for 0, any volume above 0.</param>
/// <param name="To">Volume in ml that is too large for the group.</param>
public sealed record TumourVolumeGroup(string Name, double From, double To)
{
    /// <summary>Patients without a lesion.</summary>
    public static TumourVolumeGroup None { get; } = new("no lesion", 0, 0);

    /// <summary>The groups from small to large, without a lesion first. The boundaries are 10, 50 and 100 ml.</summary>
    public static ImmutableArray<TumourVolumeGroup> All { get; } =
    [
        None, new("below 10 ml", 0, 10), new("10 to 50 ml", 10, 50), new("50 to 100 ml", 50, 100), new("100 ml and more", 100, double.PositiveInfinity),
    ];

    /// <summary>The group of a volume.</summary>
    /// <param name="millilitres">Volume of all lesions of the patient together, 0 or more.</param>
    public static TumourVolumeGroup Of(double millilitres)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(millilitres);
        return millilitres == 0 ? None : All.First(group => millilitres < group.To);
    }
}
