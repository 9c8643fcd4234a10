using BrainDae.Data.NativeSpace;
using BrainDae.Nifti.Volumes;

namespace BrainDae.Data.Tests.NativeSpace;

public class ScanSpacingTests
{
    private static readonly VolumeGeometry Geometry = VolumeGeometry.Unit(240, 200, 155) with { SformCode = 0, PixDim = [1, 0.5, 0.8, 3, 1, 1, 1, 1] };

    [Fact]
    public void A_scan_in_file_order_has_its_fastest_axis_last()
    {
        var spacing = ScanSpacing.OfScan(Geometry);

        Assert.Equal(new(Slice: 3, Row: 0.8, Column: 0.5), spacing);
        Assert.Equal(1.2, spacing.VoxelVolume, 1e-12);
    }

    [Fact]
    public void A_resized_slice_keeps_its_field_of_view() =>
        Assert.Equal(new(Slice: 3, Row: 0.5 * 240 / 128, Column: 0.8 * 200 / 128), ScanSpacing.OfSlices(Geometry, 128));

    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 3000)]
    [InlineData(2, 3)]
    [InlineData(3, 0.003)]
    [InlineData(2 + 8, 3)]
    public void Units_become_millimetres(byte units, double slice) =>
        Assert.Equal(slice, ScanSpacing.OfScan(Geometry with { XyztUnits = units }).Slice, 1e-12);
}
