using System.Collections.Immutable;
using BrainDae.Files;

namespace BrainDae.Phantom;

/// <summary>What a synthetic cohort looks like. Each patient follows from these options and its index alone.</summary>
public sealed record PhantomOptions
{
    /// <summary>Millimetres that <see cref="ForShape"/> spreads over the grid, those of a BraTS scan.</summary>
    private const float FieldOfViewX = 240, FieldOfViewY = 240, FieldOfViewZ = 155;

    /// <summary>Voxels along x (towards the patient's left), y (towards the back) and z (upwards). Default 128, 128, 72; each 16 to 512.</summary>
    public ImmutableArray<int> Shape { get; init; } = [128, 128, 72];

    /// <summary>
    /// Voxel edges in millimetres along x, y, z, each 0.4 to 12. Default 1.875, 1.875, 155/72, so that the default
    /// grid covers 240 x 240 x 155 mm like a BraTS scan. The brain has its natural size whatever the grid, so the grid
    /// must cover at least 160 x 200 x 150 mm.
    /// </summary>
    public ImmutableArray<float> Spacing { get; init; } = [1.875f, 1.875f, FieldOfViewZ / 72];

    /// <summary>Seed of the cohort; any value. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>
    /// Smallest and largest tumour volume of a patient (oedema, rim and core of all its lesions) in millilitres,
    /// drawn about evenly on a logarithmic scale. Default 15 and 160; 0.5 to 250.
    /// </summary>
    public (float Smallest, float Largest) LesionVolume { get; init; } = (15, 160);

    /// <summary>Fraction of patients with two lesions instead of one. Default 0.2; 0 to 1.</summary>
    public float TwoLesionFraction { get; init; } = 0.2f;

    /// <summary>Fraction of patients without any lesion. Default 0; 0 to 1.</summary>
    public float HealthyFraction { get; init; }

    /// <summary>Standard deviation of the Rician noise, relative to a modality's brightest normal tissue. Default 0.015; 0 to 0.3.</summary>
    public float NoiseLevel { get; init; } = 0.015f;

    /// <summary>Largest relative deviation of the receive-coil bias field from 1. Default 0.15; 0 to 0.8.</summary>
    public float BiasStrength { get; init; } = 0.15f;

    /// <summary>Default options on another grid, with the spacing that makes it cover 240 x 240 x 155 mm.</summary>
    public static PhantomOptions ForShape(int x, int y, int z) => new()
    {
        Shape = [x, y, z],
        Spacing = [FieldOfViewX / x, FieldOfViewY / y, FieldOfViewZ / z],
    };

    /// <summary>Checks every range.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.InvalidOption"/>: names every option out of range.</exception>
    public void Validate()
    {
        var faults = Faults().ToList();
        if (faults.Count > 0)
        {
            throw BrainDaeException.Option($"Synthetic patients cannot be made: {string.Join("; ", faults)}.");
        }
    }

    private IEnumerable<string> Faults()
    {
        if (Shape.Length != 3 || Shape.Any(n => n is < 16 or > 512))
        {
            yield return $"shape {string.Join('x', Shape)} must be three sizes of 16 to 512 voxels";
        }

        if (Spacing.Length != 3 || Spacing.Any(s => s is not (>= 0.4f and <= 12)))
        {
            yield return $"spacing {string.Join(" x ", Spacing)} must be three edges of 0.4 to 12 mm";
        }
        else if (Shape.Length == 3 && (Shape[0] * Spacing[0] < 160 || Shape[1] * Spacing[1] < 200 || Shape[2] * Spacing[2] < 150))
        {
            yield return $"the grid covers {Shape[0] * Spacing[0]:0} x {Shape[1] * Spacing[1]:0} x {Shape[2] * Spacing[2]:0} mm "
                + "and must cover at least 160 x 200 x 150 mm (raise the shape or the spacing)";
        }

        if (LesionVolume is not { Smallest: >= 0.5f, Largest: <= 250 } || !(LesionVolume.Smallest <= LesionVolume.Largest))
        {
            yield return $"lesion volume {LesionVolume.Smallest} to {LesionVolume.Largest} ml must rise within 0.5 to 250";
        }

        foreach (var (name, value, largest) in new[]
        {
            ("two-lesion fraction", TwoLesionFraction, 1), ("healthy fraction", HealthyFraction, 1),
            ("noise level", NoiseLevel, 0.3f), ("bias strength", BiasStrength, 0.8f),
        })
        {
            if (!(value >= 0 && value <= largest))
            {
                yield return $"{name} {value} must lie within 0 to {largest}";
            }
        }
    }
}
