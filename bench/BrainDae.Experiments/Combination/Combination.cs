namespace BrainDae.Experiments.Combination;

/// <summary>How a score is smoothed, millimetres.</summary>
/// <param name="Before">Standard deviation of the first Gaussian.</param>
/// <param name="Reach">How far the filter that FLAIR guides reaches to either side; 0 is without.</param>
/// <param name="After">Standard deviation of the last Gaussian.</param>
internal sealed record Smoothing(double Before, double Reach, double After)
{
    public static Smoothing Kept { get; } = new(2, 8, 1);

    public override string ToString() => FormattableString.Invariant($"Gaussian of {Before} mm, {(Reach > 0 ? $"guided over {Reach} mm, " : "")}Gaussian of {After} mm");
}

/// <summary>One way to combine what the image shows with what the network says; the defaults are the kept score.</summary>
/// <param name="Group">The table it is in.</param>
/// <param name="Name">Its row.</param>
internal sealed record Combination(string Group, string Name)
{
    /// <summary>Whether the residual is the network's too; else FLAIR above its median alone.</summary>
    public bool HasNetwork { get; init; } = true;

    public double ResidualWeight { get; init; } = 1;

    public double ProbabilityWeight { get; init; } = 0.5;

    /// <summary>The power of FLAIR's spread that the residual is divided by.</summary>
    public double SpreadExponent { get; init; } = 0.5;

    public Smoothing Smoothing { get; init; } = Smoothing.Kept;

    /// <summary>All that are compared.</summary>
    public static IEnumerable<Combination> All =>
    [
        new("parts", "FLAIR above its median alone, no network") { HasNetwork = false, ProbabilityWeight = 0 },
        new("parts", "probability alone") { ResidualWeight = 0, ProbabilityWeight = 1 },
        .. ((double[])[0, 0.25, 0.5, 1, 2]).Select(weight => new Combination("parts", FormattableString.Invariant($"residual + {weight} probability")) { ProbabilityWeight = weight }),
        .. ((double[])[0, 0.25, 0.5, 1]).Select(power => new Combination("spread", FormattableString.Invariant($"residual over FLAIR's spread to the power of {power}")) { SpreadExponent = power }),
        .. Smoothings.Select(smoothing => new Combination("smoothing", $"{smoothing}") { Smoothing = smoothing }),
        new("smoothing", "FLAIR above its median alone, Gaussian of 3 mm") { HasNetwork = false, ProbabilityWeight = 0, Smoothing = new(3, 0, 0) },
    ];

    private static IEnumerable<Smoothing> Smoothings =>
    [
        new(2, 0, 0), new(3, 0, 0), new(4, 0, 0),
        new(0, 8, 0), new(2, 8, 0), new(0, 8, 1), new(1, 8, 1), Smoothing.Kept, new(3, 8, 1), new(2, 8, 2),
        new(2, 4, 1), new(2, 6, 1), new(2, 12, 1), new(2, 16, 1),
    ];
}
