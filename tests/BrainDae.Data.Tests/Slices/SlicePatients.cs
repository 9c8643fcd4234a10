using System.Collections.Immutable;
using BrainDae.Data.Formats;
using BrainDae.Data.Slices;
using BrainDae.Nifti.Volumes;

namespace BrainDae.Data.Tests.Slices;

/// <summary>Small patients with awkward values.</summary>
internal static class SlicePatients
{
    public const int Size = 6;

    public static SliceStoreOptions Options { get; } = new() { PreprocessingJson = """{"size":6,"quantile":0.99}""" };

    public static SliceStoreOptions HalfOptions { get; } = Options with { ImageType = ElementType.F16 };

    /// <summary>Three slices: healthy; lesion lost by resizing; lesion.</summary>
    public static PatientSlices Create(string name, bool labelled = true)
    {
        var lesion = new byte[3 * Size * Size];
        lesion[^2] = 1;
        return new()
        {
            Name = name,
            Size = Size,
            SliceIndices = [7, 8, 9],
            Images = Enumerable.Range(0, 3 * 4 * Size * Size).Select(i => i / 8f - 3).ToArray(),
            Lesion = labelled ? lesion : default,
            NativeLesionVoxels = labelled ? [0, 2, 5] : [],
            IntensityScale = [1.0 / 3, 1e-300, 812.123456789012345, double.MaxValue],
            NativeGeometry = new()
            {
                Shape = [240, 239, 155],
                PixDim = [-1, 0.1f, 1.0 / 3, 1.0000001192092896, 0, double.NaN, -0.0, 1],
                QformCode = 1,
                SformCode = -3,
                Quaternion = [0.1, -0.0, double.Epsilon],
                QuaternionOffset = [-0.0, 239, 1e17 / 3],
                SformRows = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12.000000000000002],
                XyztUnits = 255,
            },
        };
    }

    public static void AssertSame(PatientSlices expected, PatientSlices actual)
    {
        Assert.Equal(expected.Name, actual.Name);
        Assert.Equal(expected.Size, actual.Size);
        Assert.Equal(expected.SliceIndices, actual.SliceIndices);
        Assert.Equal(expected.Images.ToArray(), actual.Images.ToArray());
        Assert.Equal(expected.Lesion.ToArray(), actual.Lesion.ToArray());
        Assert.Equal(expected.NativeLesionVoxels, actual.NativeLesionVoxels);
        AssertSameBits(expected.IntensityScale, actual.IntensityScale);
        AssertSame(expected.Geometry, actual.Geometry);
    }

    public static CohortManifest WriteCohort(string folder, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            SliceStoreWriter.Write(folder, Create(name), Options);
        }

        var manifest = CohortManifest.Build(folder, "/data/source", "1.2.3");
        manifest.Write(folder);
        return manifest;
    }

    private static void AssertSame(VolumeGeometry expected, VolumeGeometry actual)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        AssertSameBits(expected.PixDim, actual.PixDim);
        AssertSameBits(expected.Quaternion, actual.Quaternion);
        AssertSameBits(expected.QuaternionOffset, actual.QuaternionOffset);
        AssertSameBits(expected.SformRows, actual.SformRows);
        Assert.Equal((expected.QformCode, expected.SformCode, expected.XyztUnits), (actual.QformCode, actual.SformCode, actual.XyztUnits));
    }

    private static void AssertSameBits(ImmutableArray<double> expected, ImmutableArray<double> actual) =>
        Assert.Equal(expected.Select(BitConverter.DoubleToInt64Bits), actual.Select(BitConverter.DoubleToInt64Bits));
}
