using BrainDae.Data.Cohorts;
using BrainDae.Imaging.Grids;

namespace BrainDae.Method.Scores;

/// <summary>What a patient is scored from.</summary>
/// <param name="Images">Normalised intensities, [slice, modality, x, y] in C order.</param>
/// <param name="Reconstruction">The network's output for them, same shape; empty for a score that needs none.</param>
/// <param name="Slices">Number of slices.</param>
/// <param name="Size">Edge of a slice in pixels.</param>
public readonly record struct ReconstructedPatient(ReadOnlyMemory<float> Images, ReadOnlyMemory<float> Reconstruction, int Slices, int Size)
{
    private readonly Lazy<ForegroundStatistics> brain = new(() => new(Images, Modalities.Brats, Slices, Size));

    /// <summary>Normalised intensities, [slice, modality, x, y] in C order.</summary>
    public ReadOnlyMemory<float> Images { get; } = Images;

    /// <summary>What the images show, in the order of the channels. Default <see cref="Data.Cohorts.Modalities.Brats"/>.</summary>
    public Modalities Modalities
    {
        get;
        init
        {
            var (images, slices, size) = (Images, Slices, Size);
            field = value;
            brain = new(() => new(images, value, slices, size));
        }
    } = Modalities.Brats;

    /// <summary>How likely each pixel is lesion as the network's second output says, 0 to 1, [slice, x, y]; empty where the network has none.</summary>
    public ReadOnlyMemory<float> LesionProbability { get; init; }

    /// <summary>Number of slices.</summary>
    public int Slices { get; } = Slices;

    /// <summary>Edge of a slice in pixels.</summary>
    public int Size { get; } = Size;

    /// <summary>All modalities of a slice, [modality, x, y] in C order.</summary>
    public ReadOnlySpan<float> Image(int slice) => OfSlice(Images.Span, slice);

    /// <summary>What the network made of that slice, same shape.</summary>
    public ReadOnlySpan<float> Reconstructed(int slice) => OfSlice(Reconstruction.Span, slice);

    private ReadOnlySpan<float> OfSlice(ReadOnlySpan<float> values, int slice)
    {
        var elements = Modalities.Count * Size * Size;
        return values.Slice(slice * elements, elements);
    }

    /// <summary>The foreground, found when first asked for and then shared by all copies of this input.</summary>
    public ForegroundStatistics Foreground => brain.Value;

    /// <summary>Distance of neighbouring pixels, [slice, x, y], in millimetres; where it was not given, 1.</summary>
    public GridSpacing Spacing { get; init; } = new(1, 1, 1);

    /// <summary>What was measured of the model; null where it was not.</summary>
    public ScoreCalibration? Calibration { get; init; }

    /// <summary>Smooths scores as the model's calibration says, see <see cref="ForegroundStatistics"/>.</summary>
    /// <param name="scores">[slice, x, y] in C order; changed.</param>
    internal void Smooth(float[] scores) => Foreground.Smooth(scores, Spacing, Calibration?.Smoothing ?? ScoreCalibration.UsualSmoothing);
}
