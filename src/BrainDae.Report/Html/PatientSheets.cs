using System.Collections.Immutable;
using BrainDae.Data.Cohorts;

namespace BrainDae.Report.Html;

/// <summary>One patient's slices for the slice browser, before they are encoded; all arrays are [slice, x, y] in C order.</summary>
internal sealed record PatientSheets
{
    /// <summary>Name of the patient.</summary>
    public required string Name { get; init; }

    /// <summary>Number of slices.</summary>
    public required int Slices { get; init; }

    /// <summary>Edge of a slice in pixels.</summary>
    public required int Size { get; init; }

    /// <summary>Index of the first slice along the third axis of the scan.</summary>
    public required int FirstSlice { get; init; }

    /// <summary>The modalities in channel order, 0 to 255 for intensities of 0 to <see cref="SliceLegend.IntensityHigh"/>; shown with fewer greys.</summary>
    public required ImmutableArray<ReadOnlyMemory<byte>> Inputs { get; init; }

    /// <summary>What <see cref="Inputs"/> and <see cref="Reconstructions"/> show, in their order.</summary>
    public required Modalities Modalities { get; init; }

    /// <summary>The reconstruction of each modality, on the same scale.</summary>
    public required ImmutableArray<ReadOnlyMemory<byte>> Reconstructions { get; init; }

    /// <summary>One entry a score, in the order of <see cref="ReportContent.Slices"/>.</summary>
    public required ImmutableArray<ScoreSheet> Scores { get; init; }

    /// <summary>The label, not 0 where there is a lesion.</summary>
    public required ReadOnlyMemory<byte> Truth { get; init; }

    /// <summary>Pixels of a mask in each slice.</summary>
    internal ImmutableArray<int> PixelsOf(ReadOnlyMemory<byte> mask) =>
        [.. Enumerable.Range(0, Slices).Select(slice => Size * Size - mask.Span.Slice(slice * Size * Size, Size * Size).Count((byte)0))];
}

/// <summary>One score of a patient.</summary>
/// <param name="Name">Name of the score.</param>
/// <param name="Score">0 to 255 for 0 to <see cref="SliceLegend.ScoreHigh"/>.</param>
/// <param name="Prediction">Not 0 where there is a detection.</param>
internal sealed record ScoreSheet(string Name, ReadOnlyMemory<byte> Score, ReadOnlyMemory<byte> Prediction);
