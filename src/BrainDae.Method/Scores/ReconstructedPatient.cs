using System.Globalization;
using System.Text;
using BrainDae.Data.Cohorts;
using BrainDae.Imaging.Grids;
using BrainDae.Method.BiasFields;

namespace BrainDae.Method.Scores;

/// <summary>
/// A patient on its way through the program: its images, what the network made of them, and what follows from both. The
/// foreground, what is typical of FLAIR in it, and the signed residual are each found once, when first asked for.
/// Immutable, and safe for use by several threads at once.
/// </summary>
public sealed record ReconstructedPatient
{
    private readonly Lazy<float[]> differences;
    private readonly ReconstructedPatient? asScanned;
    private Lazy<ForegroundStatistics> foreground;

    /// <summary>Takes images and their reconstruction; copies neither.</summary>
    /// <param name="images">Normalized intensities, [slice, modality, x, y] in C order.</param>
    /// <param name="reconstruction">The network's output for them, same shape; empty for a score that needs none.</param>
    /// <param name="slices">Number of slices.</param>
    /// <param name="size">Edge of a slice in pixels.</param>
    public ReconstructedPatient(ReadOnlyMemory<float> images, ReadOnlyMemory<float> reconstruction, int slices, int size)
    {
        (Images, Reconstruction, Slices, Size) = (images, reconstruction, slices, size);
        (foreground, differences) = (FindForeground(), FindDifferences());
    }

    // The same images have the same foreground; the residual also depends on what `with` can change.
    private ReconstructedPatient(ReconstructedPatient other)
    {
        (Images, Reconstruction, Slices, Size) = (other.Images, other.Reconstruction, other.Slices, other.Size);
        (Modalities, Spacing, LesionProbability, Calibration) = (other.Modalities, other.Spacing, other.LesionProbability, other.Calibration);
        (foreground, asScanned, BiasField, differences) = (other.foreground, other.asScanned, other.BiasField, FindDifferences());
    }

    /// <summary>Normalized intensities, [slice, modality, x, y] in C order.</summary>
    public ReadOnlyMemory<float> Images { get; }

    /// <summary>The network's output for the images, same shape; empty for a score that needs none.</summary>
    public ReadOnlyMemory<float> Reconstruction { get; init; }

    /// <summary>What the images show, in the order of the channels. Default <see cref="Data.Cohorts.Modalities.Brats"/>.</summary>
    public Modalities Modalities
    {
        get;
        init => (field, foreground) = (value, FindForeground());
    } = Modalities.Brats;

    /// <summary>How likely each pixel is lesion as the network's second output says, 0 to 1, [slice, x, y]; empty where the network has none.</summary>
    public ReadOnlyMemory<float> LesionProbability { get; init; }

    /// <summary>
    /// The patient as its scans are: this one itself, or, where <see cref="Images"/> are corrected for inhomogeneity, what
    /// they were before, which the published score and the baselines are computed from. Its reconstruction is empty where nobody wanted it.
    /// </summary>
    public ReconstructedPatient AsScanned
    {
        get => asScanned ?? this;
        internal init => asScanned = value;
    }

    /// <summary>What <see cref="AsScanned"/> was divided by; null where nothing was corrected.</summary>
    internal BiasField? BiasField { get; init; }

    /// <summary>Number of slices.</summary>
    public int Slices { get; }

    /// <summary>Edge of a slice in pixels.</summary>
    public int Size { get; }

    /// <summary>The foreground and what is typical of FLAIR in it.</summary>
    public ForegroundStatistics Foreground => foreground.Value;

    /// <summary>Distance of neighboring pixels, [slice, x, y], in millimeters; where it was not given, 1.</summary>
    public GridSpacing Spacing { get; init; } = new(1, 1, 1);

    /// <summary>What was measured of the model; null where it was not.</summary>
    public ScoreCalibration? Calibration { get; init; }

    /// <summary>The <see cref="SignedResidualScore"/> before it is smoothed, 0 or more, [slice, x, y] in C order.</summary>
    internal ReadOnlySpan<float> Differences => differences.Value;

    /// <summary>All modalities of a slice, [modality, x, y] in C order.</summary>
    public ReadOnlySpan<float> Image(int slice) => OfSlice(Images.Span, slice);

    /// <summary>What the network made of that slice, same shape.</summary>
    public ReadOnlySpan<float> Reconstructed(int slice) => OfSlice(Reconstruction.Span, slice);

    /// <summary>Smooths scores as the model's calibration says, see <see cref="ForegroundStatistics"/>.</summary>
    /// <param name="scores">[slice, x, y] in C order; changed.</param>
    internal void Smooth(float[] scores) => Foreground.Smooth(scores, Spacing, Calibration?.Smoothing ?? ScoreCalibration.UsualSmoothing);

    // The generated one would print a patient as scanned within itself for ever.
    private bool PrintMembers(StringBuilder text)
    {
        text.Append(CultureInfo.InvariantCulture, $"{nameof(Slices)} = {Slices}, {nameof(Size)} = {Size}, {nameof(Modalities)} = {Modalities}");
        return true;
    }

    private Lazy<ForegroundStatistics> FindForeground() => new(() => new(Images, Modalities, Slices, Size));

    private Lazy<float[]> FindDifferences() => new(() => SignedResidualScore.Differences(this));

    private ReadOnlySpan<float> OfSlice(ReadOnlySpan<float> values, int slice)
    {
        var elements = Modalities.Count * Size * Size;
        return values.Slice(slice * elements, elements);
    }
}
