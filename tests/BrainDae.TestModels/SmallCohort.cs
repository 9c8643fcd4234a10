using System.Collections.Immutable;
using BrainDae.Data.Cohorts;
using BrainDae.Data.Slices;
using BrainDae.Data.Splits;
using BrainDae.Imaging.Randomness;
using BrainDae.Nifti.Volumes;
using BrainDae.TestData;

namespace BrainDae.TestModels;

/// <summary>Hand-made patients in a slice store: three healthy slices each, then two with a bright square on FLAIR.</summary>
public sealed class SmallCohort : IDisposable
{
    public const int Size = 32;
    public const int Slices = 5;
    public const int HealthySlices = 3;

    private readonly TemporaryFolder folder = new();

    /// <param name="patients">Named P00, P01, ...</param>
    /// <param name="seed">Another seed gives other intensities.</param>
    /// <param name="scale">Factor of all intensities.</param>
    /// <param name="unlabelled">Patients without a lesion label.</param>
    public SmallCohort(int patients = 6, int seed = 0, float scale = 1, params string[] unlabelled)
    {
        for (var i = 0; i < patients; i++)
        {
            SliceStoreWriter.Write(folder.Path, Patient(Name(i), seed, i, scale, !unlabelled.Contains(Name(i))), new() { PreprocessingJson = "{}" });
        }

        CohortManifest.Build(folder.Path, "hand-made", "0").Write(folder.Path);
        Store = SliceStore.Open(folder.Path);
    }

    public SliceStore Store { get; }

    /// <summary>Train P00 to P02, val P03 and P04, test the rest.</summary>
    public CohortSplit Split => new(Store.Patients[..3], Store.Patients[3..5], Store.Patients[5..]);

    public static string Name(int index) => $"P{index:D2}";

    public void Dispose()
    {
        Store.Dispose();
        folder.Dispose();
    }

    private static PatientSlices Patient(string name, int seed, int index, float scale, bool labelled)
    {
        var random = new RandomStream(seed, index);
        var images = new float[Slices * Modalities.Brats.Count * Size * Size];
        var lesion = new byte[Slices * Size * Size];
        for (var i = 0; i < images.Length; i++)
        {
            var (x, y) = (i / Size % Size, i % Size);
            var (slice, modality) = (i / (Modalities.Brats.Count * Size * Size), i / (Size * Size) % Modalities.Brats.Count);
            var inside = (x - 16) * (x - 16) + (y - 16) * (y - 16) < 13 * 13;
            var ill = slice >= HealthySlices && x is >= 12 and < 18 && y is >= 14 and < 20;
            images[i] = inside ? scale * (0.5f + 0.1f * (float)random.NextNormal() + (ill && modality == 0 ? 0.6f : 0)) : 0;
            lesion[(slice * Size + x) * Size + y] = ill ? (byte)1 : (byte)0;
        }

        return new()
        {
            Name = name,
            Size = Size,
            SliceIndices = [.. Enumerable.Range(7, Slices)],
            Images = images,
            Lesion = labelled ? lesion : default,
            NativeLesionVoxels = labelled ? [0, 0, 0, 36, 36] : [],
            IntensityScale = [1, 1, 1, 1],
            NativeGeometry = VolumeGeometry.Unit(64, 64, 24),
        };
    }
}
