using System.Numerics;
using BrainDae.Data.Preprocessing;
using BrainDae.Files;
using BrainDae.Nifti.Volumes;
using CsCheck;

namespace BrainDae.Data.Tests.Preprocessing;

public sealed class IntensityNormalizerTests
{
    private static readonly Gen<double> Quantiles = Gen.OneOf(Gen.Const(0.99), Gen.Const(1.0), Gen.Double[0.001, 1]);
    private static readonly Gen<(double Slope, double Intercept)> Scalings = Gen.OneOf(
        Gen.Const((1.0, 0.0)), Gen.Select(Gen.Double[-3, 3], Gen.Double[-50, 50]));

    [Fact]
    public void The_quantile_of_bytes_equals_sorting() => EqualsSorting(Gen.Byte);

    [Fact]
    public void The_quantile_of_signed_bytes_equals_sorting() => EqualsSorting(Gen.SByte);

    [Fact]
    public void The_quantile_of_shorts_equals_sorting() => EqualsSorting(Gen.OneOf(Gen.Short, Gen.Short[-3, 3], Gen.Const<short>(0)));

    [Fact]
    public void The_quantile_of_unsigned_shorts_equals_sorting() => EqualsSorting(Gen.UShort);

    [Fact]
    public void The_quantile_of_ints_equals_sorting() => EqualsSorting(Gen.OneOf(Gen.Int, Gen.Int[-3, 3]));

    [Fact]
    public void The_quantile_of_floats_equals_sorting() => EqualsSorting(Gen.OneOf(Gen.Float[-1000, 1000], Gen.Const(0f), Gen.Const(7f)));

    [Fact]
    public void The_quantile_of_doubles_equals_sorting() => EqualsSorting(Gen.Double[-1000, 1000]);

    [Fact]
    public void A_known_quantile_is_interpolated_linearly()
    {
        // numpy.quantile([1..11], 0.99) = 10.9; zeros and negatives do not count.
        short[] voxels = [.. Enumerable.Range(1, 11).Select(i => (short)i), 0, 0, -5, -6, 0];
        Assert.Equal(10.9, Fit(Volume.Create<short>(VolumeGeometry.Unit(4, 2, 2), voxels)).Scale, 1e-14);
    }

    [Fact]
    public void Slice_sums_are_of_normalised_voxels()
    {
        var volume = Scaled<short>(VolumeGeometry.Unit(3, 1, 2), [1, 2, 3, 0, 0, -4], 2, 1);
        var normalizer = Fit(volume, 1);
        Assert.Equal(7, normalizer.Scale);
        Assert.Equal([15 / 7.0, -5 / 7.0], normalizer.SliceSums);
    }

    [Fact]
    public void Normalising_divides_every_scaled_voxel() =>
        Gen.Select(Gen.Short.Array[66], Scalings).Sample((voxels, scaling) =>
        {
            var volume = Scaled<short>(VolumeGeometry.Unit(11, 3, 2), voxels, scaling.Slope, scaling.Intercept);
            if (!volume.ToArray().Any(value => value > 0))
            {
                return;
            }

            var normalizer = Fit(volume);
            var slice = new float[33];
            normalizer.Normalize(1, slice);
            for (var i = 0; i < slice.Length; i++)
            {
                var exact = (voxels[33 + i] * scaling.Slope + scaling.Intercept) / normalizer.Scale;
                var tolerance = Math.Abs(exact) * 3e-7 + float.Epsilon;
                Assert.InRange(slice[i], exact - tolerance, exact + tolerance);
            }
        });

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void A_voxel_that_is_not_finite_is_refused_naming_the_slice(float bad)
    {
        var fault = Assert.Throws<BrainDaeException>(() => Fit(Volume.Create<float>(VolumeGeometry.Unit(2, 1, 3), [1, 2, 3, 4, 5, bad])));
        Assert.Equal(FailureKind.InvalidInput, fault.Kind);
        Assert.StartsWith("scan.nii: slice 2 holds NaN or infinite voxels", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Infinities_of_both_signs_do_not_hide_each_other() =>
        Assert.Throws<BrainDaeException>(() => Fit(Volume.Create<double>(VolumeGeometry.Unit(3, 1, 1), [1, double.PositiveInfinity, double.NegativeInfinity])));

    [Fact]
    public void A_scan_with_nothing_above_zero_is_refused()
    {
        Volume[] blanks =
        [
            Volume.Create<short>(VolumeGeometry.Unit(2, 2, 1), [0, 0, 0, -1]),
            Volume.Create<float>(VolumeGeometry.Unit(2, 2, 1), [0, 0, 0, -1]),
        ];
        Assert.All(blanks, blank =>
            Assert.StartsWith("scan.nii: no voxel is above 0", Assert.Throws<BrainDaeException>(() => Fit(blank)).Message, StringComparison.Ordinal));
    }

    private static void EqualsSorting<T>(Gen<T> voxel)
        where T : unmanaged, INumber<T> =>
        Gen.Select(Gen.Int[1, 300].SelectMany(count => voxel.Array[count]), Scalings, Quantiles).Sample((voxels, scaling, quantile) =>
        {
            var volume = Scaled<T>(VolumeGeometry.Unit(voxels.Length, 1, 1), voxels, scaling.Slope, scaling.Intercept);
            var sorted = volume.ToArray().Where(value => value > 0).Order().ToArray();
            if (sorted.Length == 0)
            {
                Assert.Throws<BrainDaeException>(() => Fit(volume, quantile));
                return;
            }

            Assert.Equal(Quantile(sorted, quantile), Fit(volume, quantile).Scale);
        });

    private static double Quantile(double[] sorted, double quantile)
    {
        var position = quantile * (sorted.Length - 1);
        var lower = (int)Math.Floor(position);
        var (a, b, t) = (sorted[lower], sorted[Math.Min(lower + 1, sorted.Length - 1)], position - lower);
        return t < 0.5 ? a + (b - a) * t : b - (b - a) * (1 - t);
    }

    private static IntensityNormalizer Fit(Volume volume, double quantile = 0.99) => IntensityNormalizer.Fit(volume, quantile, "scan.nii");

    private static Volume Scaled<T>(VolumeGeometry geometry, ReadOnlySpan<T> voxels, double slope, double intercept)
        where T : unmanaged, INumber<T> =>
        new(geometry, VoxelTypes.Of<T>(), System.Runtime.InteropServices.MemoryMarshal.AsBytes(voxels).ToArray(), slope, intercept);
}
