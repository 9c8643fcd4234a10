using BrainDae.Data.NativeSpace;
using BrainDae.Imaging.Resampling;
using BrainDae.Nifti.Volumes;
using CsCheck;

namespace BrainDae.Data.Tests.NativeSpace;

public sealed class ScoreRestorerTests
{
    private static readonly Gen<(int Width, int Height, int Size)> Shapes = Gen.Select(Gen.Int[6, 90], Gen.Int[6, 90], Gen.Int[16, 64]);

    [Fact]
    public void Every_voxel_comes_back_to_its_own_place_at_any_asymmetric_size() => Shapes.Sample(shape =>
    {
        var (width, height, size) = shape;
        AssertOwnPlace(RoundTrip(width, height, size, (x, _) => x), width, height, size, (x, _) => x);
        AssertOwnPlace(RoundTrip(width, height, size, (_, y) => y), width, height, size, (_, y) => y);
    });

    [Fact]
    public void A_slice_of_the_size_of_the_scan_comes_back_bit_for_bit() =>
        Gen.Float[-3, 3].Array[24 * 24].Sample(slice =>
            Assert.Equal(slice, RoundTrip(24, 24, 24, (x, y) => slice[y * 24 + x])));

    [Fact]
    public void A_point_that_was_enlarged_on_the_way_in_comes_back_brightest_where_it_was() =>
        Gen.Select(Gen.Int[6, 30], Gen.Int[6, 30]).SelectMany(s => Gen.Select(Gen.Int[0, s.Item1 - 1], Gen.Int[0, s.Item2 - 1], (x, y) => (s.Item1, s.Item2, x, y))).Sample(sample =>
        {
            var (width, height, markedX, markedY) = sample;
            var restored = RoundTrip(width, height, 64, (x, y) => (x, y) == (markedX, markedY) ? 1 : 0);
            var brightest = Array.IndexOf(restored, restored.Max());
            Assert.Equal((markedX, markedY), (brightest % width, brightest / width));
        });

    [Fact]
    public void Slices_go_where_they_came_from_and_the_others_are_zero()
    {
        var geometry = VolumeGeometry.Unit(5, 4, 7);
        var volume = ScoreRestorer.Restore(Enumerable.Range(0, 2).SelectMany(slice => Enumerable.Repeat(slice + 1f, 16 * 16)).ToArray(), [3, 4], 16, geometry);
        Assert.Equal([0f, 0, 0, 1, 2, 0, 0], Enumerable.Range(0, 7).Select(z => volume.Stored<float>()[z * 20 + 7]));
        Assert.Equal(geometry, volume.Geometry);
        Assert.Equal(VoxelType.Float32, volume.VoxelType);
    }

    [Theory]
    [InlineData(-1f)]
    [InlineData(0f)]
    [InlineData(1f)]
    public void A_slice_of_one_value_keeps_it(float value) =>
        Assert.All(RoundTrip(5, 4, 16, (_, _) => value), restored => Assert.Equal(value, restored));

    [Fact]
    public void A_fourth_axis_of_one_stays() =>
        Assert.Equal([5, 4, 3, 1], ScoreRestorer.Restore(new float[256], [1], 16, VolumeGeometry.Unit(5, 4, 3, 1)).Shape);

    [Theory]
    [InlineData(255, 0)]
    [InlineData(256, 3)]
    [InlineData(256, -1)]
    public void Values_that_do_not_fit_are_refused(int values, int slice) =>
        Assert.Throws<ArgumentException>(() => ScoreRestorer.Restore(new float[values], [slice], 16, VolumeGeometry.Unit(5, 4, 3)));

    private static float[] RoundTrip(int width, int height, int size, Func<int, int, float> image)
    {
        var slice = new float[width * height];
        for (var i = 0; i < slice.Length; i++)
        {
            slice[i] = image(i % width, i / width);
        }

        var resized = new float[size * size];
        new SliceResizer(width, height, size).Resize<float>(slice, resized);
        return ScoreRestorer.Restore(resized, [0], size, VolumeGeometry.Unit(width, height, 1)).Stored<float>().ToArray();
    }

    /// <summary>Bilinear interpolation keeps a ramp, but for the rim, where it is held on the way in and out.</summary>
    private static void AssertOwnPlace(float[] restored, int width, int height, int size, Func<int, int, float> ramp)
    {
        var (rimX, rimY) = (Rim(width), Rim(height));
        for (var y = rimY; y < height - rimY; y++)
        {
            for (var x = rimX; x < width - rimX; x++)
            {
                Assert.Equal(ramp(x, y), restored[y * width + x], 1e-3f);
            }
        }

        int Rim(int voxels) => (int)Math.Ceiling((double)voxels / size) + 1;
    }
}
